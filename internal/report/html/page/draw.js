// Charts from their specifications: {option, narrow, zone}. The option is plain
// data. Only what stands here can run: "@name" at one of four keys is looked up
// in two tables, "var(--name)" at a colour key is looked up in the page's
// tokens, and nothing below data or name is looked at.
var aftermathCharts = (function () {
  'use strict';

  var NARROW = 560; // CSS pixels below which the narrow option is laid over
  var FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif';
  var MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  function two(n) { return (n < 10 ? '0' : '') + n; }

  // The axis runs on the clock of its start; zone holds where that clock jumps.
  function wall(ctx, ms) {
    var jump = 0;
    (ctx.spec.zone || []).forEach(function (z) { if (ms >= z[0]) jump = z[1]; });
    return new Date(ms + jump);
  }
  function clock(ctx, ms) {
    var t = wall(ctx, ms);
    return two(t.getUTCHours()) + ':' + two(t.getUTCMinutes());
  }
  function percent(share) { return Number((share * 100).toPrecision(3)) + '\u00a0%'; }

  // Roughly the width of text in pixels, on the safe side for most fonts.
  function measure(text, size, bold) {
    var ems = 0;
    for (var i = 0; i < text.length; i++) {
      var c = text.charAt(i);
      ems += /[ .,:;'|ijlI]/.test(c) ? 0.34 : /[frt()-]/.test(c) ? 0.42 : /[mwMW%]/.test(c) ? 0.95 : /[A-Z]/.test(c) || c > '\u02ff' ? 0.72 : 0.62;
    }
    return ems * size * (bold ? 1.08 : 0.98);
  }

  function item(ctx, params) { return ctx.option.series[params.seriesIndex].data[params.dataIndex]; }

  function text(ctx, words, x, y, size, style) {
    var all = { text: words, x: x, y: y, font: (style.weight || 400) + ' ' + size + 'px ' + FONT, verticalAlign: 'middle', align: 'center' };
    Object.keys(style).forEach(function (key) { if (key !== 'weight') all[key] = style[key]; });
    return { type: 'text', silent: true, z2: 2, style: all };
  }

  // Diagonal strokes inside a rectangle.
  function hatch(ctx, r, token) {
    var d = '';
    for (var c = 6; c < r.width + r.height; c += 6) {
      var x1 = Math.min(c, r.width), x2 = Math.max(0, c - r.height);
      d += 'M' + (r.x + x1) + ' ' + (r.y + c - x1) + 'L' + (r.x + x2) + ' ' + (r.y + c - x2);
    }
    return { type: 'path', silent: true, shape: { pathData: d }, style: { fill: 'none', stroke: ctx.colour(token), lineWidth: 1 } };
  }

  // What custom series draw.
  var items = {
    bar: function (ctx) {
      return function (params, api) {
        var it = item(ctx, params), grid = params.coordSys;
        var a = api.coord([api.value(1), api.value(0)]), b = api.coord([api.value(2), api.value(0)]);
        var x = Math.max(a[0], grid.x), end = Math.min(b[0], grid.x + grid.width);
        var height = Math.min(26, api.size([0, 1])[1] * 0.56), middle = a[1] + (ctx.narrow ? 9 : 0);
        var r = { x: x, y: middle - height / 2, width: Math.max(2, end - x - 1), height: height, r: 4 };
        var drawn = [{ type: 'rect', shape: r, style: { fill: ctx.colour(it.tone), stroke: it.tone === 'unknown' ? ctx.colour('hatch') : undefined } }];
        if (it.tone === 'unknown') drawn.push(hatch(ctx, r, 'hatch'));
        var room = r.width - 8, size = 12, words = measure(it.name, size, true) + 15;
        if (words > room) words = measure(it.name, size = 11, true) + 15;
        var ink = ctx.colour(it.tone + '-on'), left = r.x + r.width / 2 - (words <= room ? words / 2 : 5);
        if (room > 2) drawn.push({ type: 'path', silent: true, x: left, y: middle - 5, scaleX: 10 / 12, scaleY: 10 / 12, shape: { pathData: it.shape }, style: { fill: ink } });
        if (words <= room) drawn.push(text(ctx, it.name, left + 15, middle + 0.5, size, { fill: ink, align: 'left', weight: 600 }));
        return { type: 'group', children: drawn };
      };
    },
    mark: function (ctx) {
      return function (params, api) {
        var it = item(ctx, params), grid = params.coordSys, x = api.coord([api.value(0), 0])[0];
        if (x < grid.x - 1 || x > grid.x + grid.width + 1) return null;
        var top = grid.y - 9 - 14 * (it.row || 0), half = measure(it.name, 11) / 2;
        var at = Math.max(half + 2, Math.min(x, api.getWidth() - half - 2));
        return { type: 'group', children: [
          { type: 'line', shape: { x1: x, y1: top + 7, x2: x, y2: grid.y + grid.height }, z2: 1, style: { stroke: ctx.colour('ink-3'), lineWidth: 1, lineDash: [4, 3], fill: 'none' } },
          text(ctx, it.name, at, top, 11, { fill: ctx.colour('ink-2') })
        ] };
      };
    },
    shade: function (ctx) {
      return function (params, api) {
        var it = item(ctx, params), grid = params.coordSys;
        var x = Math.max(api.coord([api.value(0), 0])[0], grid.x), end = Math.min(api.coord([api.value(1), 0])[0], grid.x + grid.width);
        if (end <= x) return null;
        var drawn = [{ type: 'rect', shape: { x: x, y: grid.y, width: end - x, height: grid.height }, style: { fill: ctx.colour(it.tone + '-soft') } }];
        if (measure(it.name, 11) + 8 < end - x) drawn.push(text(ctx, it.name, (x + end) / 2, grid.y + 11, 11, { fill: ctx.colour(it.tone + '-ink'), stroke: ctx.colour(it.tone + '-soft'), lineWidth: 5 }));
        return { type: 'group', children: drawn };
      };
    },
    rule: function (ctx) {
      return function (params, api) {
        var grid = params.coordSys, y = api.coord([api.value(0), api.value(1)])[1];
        return { type: 'group', children: [
          { type: 'line', shape: { x1: grid.x, y1: y, x2: grid.x + grid.width, y2: y }, style: { stroke: ctx.colour('ink-2'), lineWidth: 1, lineDash: [6, 4], fill: 'none' } },
          text(ctx, item(ctx, params).name, grid.x + 5, y - 9, 11, { fill: ctx.colour('ink-2'), align: 'left', stroke: ctx.colour('card'), lineWidth: 3 })
        ] };
      };
    },
    none: function (ctx) {
      return function (params, api) {
        var at = api.coord([api.value(0), api.value(1)]), size = api.size([1, 1]);
        var r = { x: at[0] - size[0] / 2 + 1, y: at[1] - size[1] / 2 + 1, width: size[0] - 2, height: size[1] - 2, r: 3 };
        return { type: 'group', children: [{ type: 'rect', shape: r, style: { fill: ctx.colour('unknown') } }, hatch(ctx, r, 'hatch-soft')] };
      };
    }
  };

  // A tooltip is made of elements and text nodes, so that no text is markup.
  function tip(lines) {
    return lines.map(function (line, i) {
      var div = document.createElement('div'), words = document.createElement(i ? 'span' : 'b');
      words.textContent = line;
      div.appendChild(words);
      return div;
    });
  }

  var formatters = {
    clock: function (ctx) {
      return function (ms) {
        var t = wall(ctx, ms);
        return t.getUTCHours() + t.getUTCMinutes() === 0 ? t.getUTCDate() + ' ' + MONTHS[t.getUTCMonth()] : clock(ctx, ms);
      };
    },
    percent: function () { return percent; },
    bar: function (ctx) {
      return function (params) {
        var it = item(ctx, params);
        return tip([it.name, ctx.option.yAxis[0].data[it.value[0]], it.hint]);
      };
    },
    minute: function (ctx) {
      return function (all) {
        if (!all.length) return '';
        var ms = all[0].axisValue, lines = [clock(ctx, ms)];
        all.forEach(function (p) {
          if (p.seriesType === 'line') lines.push(p.seriesName + ': ' + (p.value[1] === null || p.value[1] === undefined ? 'no requests' : percent(p.value[1])));
        });
        ctx.option.series.forEach(function (s) {
          if (s.id === 'shades') s.data.forEach(function (it) { if (it.value[0] <= ms && ms < it.value[1]) lines.push(it.name); });
        });
        return tip(lines);
      };
    },
    cell: function (ctx) {
      return function (params) {
        var v = params.value, share = params.seriesType === 'heatmap' ? percent(v[2]) : ctx.option.series[params.seriesIndex].name;
        return tip([ctx.option.yAxis[0].data[v[1]], ctx.option.xAxis[0].data[v[0]] + ': ' + share]);
      };
    }
  };

  var tables = { renderItem: items, formatter: formatters, valueFormatter: formatters, labelFormatter: formatters };

  function resolve(ctx, node, key) {
    if (key === 'data' || key === 'name') return node;
    if (Array.isArray(node)) return node.map(function (child) { return resolve(ctx, child, key); });
    if (node && typeof node === 'object') {
      var out = {};
      Object.keys(node).forEach(function (k) { out[k] = resolve(ctx, node[k], k); });
      return out;
    }
    if (typeof node !== 'string') return node;
    if (Object.prototype.hasOwnProperty.call(tables, key) && node.charAt(0) === '@') {
      var name = node.slice(1), table = tables[key];
      return Object.prototype.hasOwnProperty.call(table, name) ? table[name](ctx) : undefined;
    }
    var token = /olor$/.test(key) && /^var\(--([a-z0-9-]+)\)$/.exec(node);
    return token ? ctx.colour(token[1]) : node;
  }

  // Lays over, into a new value; arrays by position, data as it is.
  function merge(under, over) {
    if (!over || typeof over !== 'object' || !under || typeof under !== 'object') return over;
    var out = Array.isArray(under) ? under.slice() : Object.assign({}, under);
    Object.keys(over).forEach(function (key) { out[key] = key in out ? merge(out[key], over[key]) : over[key]; });
    return out;
  }

  // Gives each mark a row above the plot in which its label is free.
  function stack(option, width) {
    var marks = option.series.filter(function (s) { return s.id === 'marks'; })[0];
    if (!marks) return;
    var grid = option.grid[0], axis = option.xAxis[0], ends = [], rows = 0;
    marks.data = marks.data.map(function (it) {
      var x = grid.left + (it.value[0] - axis.min) / (axis.max - axis.min) * (width - grid.left - grid.right);
      var half = measure(it.name, 11) / 2, at = Math.max(half + 2, Math.min(x, width - half - 2)), row = 0;
      while (row < 3 && ends[row] > at - half - 8) row++;
      ends[row] = at + half;
      rows = Math.max(rows, row + 1);
      return Object.assign({}, it, { row: row });
    });
    grid.top += 14 * rows;
  }

  // build is the ECharts option of spec. colour gives the value of a token.
  function build(spec, colour, width) {
    var narrow = width < NARROW;
    var plain = merge(spec.option, narrow ? spec.narrow : {});
    plain.grid = [Object.assign({}, plain.grid[0])];
    plain.series = plain.series.map(function (s) { return Object.assign({}, s); });
    stack(plain, width);
    plain.textStyle = { fontFamily: FONT };
    return resolve({ spec: spec, option: plain, colour: colour, narrow: narrow }, plain, '');
  }

  return { build: build };
})();
