// The parts of Apache ECharts that the charts of this package use, and no more.
import { init, use } from 'echarts/core';
import { CustomChart, HeatmapChart, LineChart } from 'echarts/charts';
import { DataZoomInsideComponent, GridComponent, TooltipComponent, VisualMapPiecewiseComponent } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([CustomChart, HeatmapChart, LineChart, DataZoomInsideComponent, GridComponent, TooltipComponent, VisualMapPiecewiseComponent, SVGRenderer]);

export { init };
