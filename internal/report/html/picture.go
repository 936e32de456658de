package html

import (
	"encoding/json"
	"fmt"
	"html/template"

	"github.com/dop251/goja"
)

// pictureWidth is the width of a static picture in its own pixels; it scales
// with the page. On A4 it shrinks little, without scripts it grows little.
const pictureWidth = 900

// draws fills in the pictures of the page's figures. One runtime draws them
// all, so that the ids inside do not clash; a fresh one per page, so that they
// do not depend on other pages.
func (r *Renderer) draws(p *page) error {
	vm := goja.New()
	vm.SetRandSource(func() float64 { return 0.5 })
	for _, program := range r.draw {
		if _, err := vm.RunProgram(program); err != nil {
			return fmt.Errorf("load the chart bundle: %w", err)
		}
	}
	picture, ok := goja.AssertFunction(vm.Get("aftermathPicture"))
	if !ok {
		return fmt.Errorf("load the chart bundle: static.js does not define aftermathPicture")
	}
	colours := vm.NewObject()
	for i, name := range r.tokens {
		if err := colours.Set(name, sentinel(i)); err != nil {
			return fmt.Errorf("set colour %s: %w", name, err)
		}
	}
	for i, f := range p.figures {
		data, err := json.Marshal(p.Specs[i].Spec)
		if err != nil {
			return fmt.Errorf("chart %s: encode: %w", f.ID, err)
		}
		v, err := picture(goja.Undefined(), vm.ToValue(string(data)), colours, vm.ToValue(pictureWidth), vm.ToValue(f.Height))
		if err != nil {
			return fmt.Errorf("chart %s: draw: %w", f.ID, err)
		}
		svg, err := r.safeSVG(v.String())
		if err != nil {
			return fmt.Errorf("chart %s: %w", f.ID, err)
		}
		f.Picture = template.HTML(svg)
	}
	return nil
}

// sentinel stands for the i-th token while a picture is drawn: a colour that
// occurs nowhere else.
func sentinel(i int) string { return fmt.Sprintf("#fa7e%02x", i) }
