// Draws every chart of the page in place of its static picture; draws it again
// in a new size or colour scheme.
(function () {
  'use strict';
  var root = document.documentElement, figures = [];

  function colour(name) { return getComputedStyle(root).getPropertyValue('--' + name).trim(); }

  function draw(f) {
    if (!f.live.clientWidth) return;
    f.chart.resize();
    f.chart.setOption(aftermathCharts.build(f.spec, colour, f.live.clientWidth), true);
  }

  function start(figure) {
    var f = { live: figure.querySelector('.live'), spec: JSON.parse(document.getElementById(figure.dataset.spec).textContent) };
    f.live.style.height = Number(figure.dataset.height) + 'px';
    figure.classList.add('on');
    try {
      f.chart = echarts.init(f.live, null, { renderer: 'svg' });
      draw(f);
    } catch (e) {
      figure.classList.remove('on'); // the static picture stays
      console.error(e);
      return;
    }
    figures.push(f);
    f.live.addEventListener('dblclick', function () { f.chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }); });
    var width = f.live.clientWidth;
    new ResizeObserver(function () {
      if (f.live.clientWidth !== width) { width = f.live.clientWidth; draw(f); }
    }).observe(f.live);
  }

  Array.prototype.forEach.call(document.querySelectorAll('figure[data-spec]'), start);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () { figures.forEach(draw); });
})();
