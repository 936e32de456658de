// The picture of a chart without a browser: text in, SVG text out.
var console = { log: function () {}, warn: function () {}, error: function () {} };
function setTimeout() { return 0; }
function clearTimeout() {}
function aftermathPicture(spec, colours, width, height) {
  var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height });
  chart.setOption(aftermathCharts.build(JSON.parse(spec), function (name) { return colours[name]; }, width));
  var svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  return svg;
}
