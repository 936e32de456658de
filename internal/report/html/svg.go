package html

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What a picture is made of. Elements and attributes in neither list are an
// error, not left out: the bundle has changed then, and someone should look.
var (
	svgElements = []string{"svg", "g", "path", "rect", "text", "defs", "clipPath"}
	svgKept     = []string{
		"viewBox", "d", "x", "y", "width", "height", "rx", "ry", "transform", "id", "clip-path", "fill", "fill-opacity", "stroke", "stroke-opacity",
		"stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "paint-order", "opacity",
		"text-anchor", "dominant-baseline",
	}
	svgDropped = []string{"class", "pointer-events", "version", "baseProfile", "xmlns", "xlink", "space"}

	svgColour = regexp.MustCompile(`^#fa7e([0-9a-f]{2})$`)
	svgPlain  = regexp.MustCompile(`^[A-Za-z0-9 .,()+-]*$`) // numbers, path data, keywords
	svgID     = regexp.MustCompile(`^zr[0-9]+-c[0-9]+$`)
	svgClip   = regexp.MustCompile(`^url\(#(zr[0-9]+-c[0-9]+)\)$`)
	svgFont   = regexp.MustCompile(`(?:(\d00) )?(\d+(?:\.\d+)?)px`)
)

// safeSVG writes the picture anew from its parse: only elements and attributes
// of a picture, colours as tokens of the page, ids apart from those that live
// charts will use, fonts from the page.
func (r *Renderer) safeSVG(in string) (string, error) {
	var out strings.Builder
	d := xml.NewDecoder(strings.NewReader(in))
	var inStyle, inClip bool
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return "", fmt.Errorf("picture is not XML: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if name == "style" {
				inStyle = true // hover styles of elements that are never hovered over
				continue
			}
			if !slices.Contains(svgElements, name) {
				return "", fmt.Errorf("picture holds an element <%s>", name)
			}
			inClip = inClip || name == "clipPath"
			attrs, err := r.svgAttributes(t, inClip)
			if err != nil {
				return "", err
			}
			out.WriteString("<" + name + attrs + ">")
		case xml.EndElement:
			if t.Name.Local == "style" {
				inStyle = false
				continue
			}
			inClip = inClip && t.Name.Local != "clipPath"
			out.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); text != "" && !inStyle {
				if err := xml.EscapeText(&out, []byte(text)); err != nil {
					return "", fmt.Errorf("write picture: %w", err)
				}
			}
		default:
			return "", fmt.Errorf("picture holds a %T", token)
		}
	}
}

func (r *Renderer) svgAttributes(e xml.StartElement, inClip bool) (string, error) {
	var out strings.Builder
	for _, a := range e.Attr {
		name, value := a.Name.Local, a.Value
		switch {
		case slices.Contains(svgDropped, name) || strings.HasPrefix(name, "ecmeta_") || name == "fill" && inClip,
			e.Name.Local == "svg" && (name == "width" || name == "height"):
			continue
		case name == "style":
			font := svgFont.FindStringSubmatch(value)
			if e.Name.Local != "text" || font == nil {
				return "", fmt.Errorf("picture holds a style %q", value)
			}
			if font[1] != "" && font[1] != "400" {
				fmt.Fprintf(&out, ` font-weight="%s"`, font[1])
			}
			fmt.Fprintf(&out, ` font-size="%s"`, font[2])
			continue
		case !slices.Contains(svgKept, name):
			return "", fmt.Errorf("picture holds an attribute %s", name)
		case name == "fill" || name == "stroke":
			token, err := r.svgColour(value)
			if err != nil {
				return "", err
			}
			value = token
		case name == "id" && svgID.MatchString(value):
			value = "p" + value
		case name == "clip-path" && svgClip.MatchString(value):
			value = svgClip.ReplaceAllString(value, "url(#p$1)")
		case !svgPlain.MatchString(value):
			return "", fmt.Errorf("picture holds %s=%q", name, value)
		}
		fmt.Fprintf(&out, ` %s="%s"`, name, value)
	}
	return out.String(), nil
}

// svgColour is the token that a colour of the picture stands for.
func (r *Renderer) svgColour(value string) (string, error) {
	if value == "none" || value == "transparent" {
		return value, nil
	}
	if found := svgColour.FindStringSubmatch(value); found != nil {
		if i, err := strconv.ParseUint(found[1], 16, 8); err == nil && int(i) < len(r.tokens) {
			return colour(r.tokens[i]), nil
		}
	}
	return "", fmt.Errorf("picture holds the colour %q, which is no token", value)
}
