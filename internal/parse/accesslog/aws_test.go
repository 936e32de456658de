package accesslog

import (
	"strings"
	"testing"
)

const (
	albLine = `https 2025-04-30T14:20:01.123456Z app/front/0123456789abcdef 192.0.2.1:4711 10.0.0.1:80 0.001 0.120 0.000 200 200 34 366 ` +
		`"GET https://api.example.com:443/v1/orders?page=2 HTTP/2.0" "curl/8.5" TLS_AES_128_GCM_SHA256 TLSv1.3 ` +
		`arn:aws:elasticloadbalancing:eu-north-1:111122223333:targetgroup/orders/0123456789abcdef "Root=1-6812-abc" "sni.example.com" ` +
		`"arn:aws:acm:eu-north-1:111122223333:certificate/1" 0 2025-04-30T14:20:01.002000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1`
	elbLine = `2025-04-30T14:20:01.123456Z front 192.0.2.1:4711 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 ` +
		`"GET http://api.example.com:80/v1/orders?page=2 HTTP/1.1" "curl/8.5" - -`
	s3Line = `79a59df900b949e5 acme-files [30/Apr/2025:14:20:01 +0000] 192.0.2.1 arn:aws:iam::111122223333:user/acme 3E57427F33A59F07 ` +
		`REST.GET.OBJECT photos/2025/a+b.jpg "GET /photos/2025/a+b.jpg?x=1 HTTP/1.1" 200 - 2662992 3462992 70 10 "-" "aws-cli/2" - ` +
		`s9lzHYrFp76ZVxRcpX9 SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader acme-files.s3.amazonaws.com TLSv1.2 - -`
)

func TestALB(t *testing.T) {
	old, _, _ := strings.Cut(albLine, ` "sni.example.com"`)
	const said = "2025-04-30T14:20:01.123456Z 200 121ms GET api.example.com:443/v1/orders"
	checkLines(t, presetParser(t, "alb", Options{Customer: "domain_name"}), [][2]string{
		{albLine, said + " sni.example.com Root=1-6812-abc"},
		{albLine + ` "m.example.com" "-" "TransformSuccess" "and" more`, said + " sni.example.com Root=1-6812-abc"},
		{old, said + " Root=1-6812-abc"},
		{strings.Replace(old, "192.0.2.1:", "[2001:db8::1]:", 1), said + " Root=1-6812-abc"},
		{strings.Replace(old, "0.001 0.120 0.000 200 200", "-1 -1 -1 504 -", 1), "2025-04-30T14:20:01.123456Z 504 - GET api.example.com:443/v1/orders Root=1-6812-abc"},
		{strings.Replace(old, "0.001 0.120 0.000 200", "0.001 -1 -1 -", 1), "2025-04-30T14:20:01.123456Z 0 - GET api.example.com:443/v1/orders Root=1-6812-abc"},
		{strings.Replace(albLine, `"GET https://api.example.com:443/v1/orders?page=2 HTTP/2.0"`, `"- http://api.example.com:80- "`, 1), "2025-04-30T14:20:01.123456Z 200 121ms sni.example.com sni.example.com Root=1-6812-abc"},
		{strings.Replace(albLine, `"curl/8.5"`, `"a "quoted\" \"client"`, 1), said + " sni.example.com Root=1-6812-abc"},
		{strings.Replace(albLine, `"curl/8.5"`, `"a "b" c"`, 1), "missing field at 223"},
		{strings.Replace(albLine, `"curl/8.5"`, `"curl`, 1), "missing field at 326"},
		{strings.Replace(albLine, `"forward" "-"`, `"forward"  "-"`, 1), "missing field at 441"},
		{strings.Replace(albLine, "0.120", "0.12x", 1), "bad latency at 95"},
		{strings.Replace(albLine, "0.000 200", "0.000 20", 1), "bad status at 107"},
		{strings.Replace(albLine, "https 2025", "https 1025", 1), "bad time at 7"},
		{albLine[:200], "missing field at 201"},
		{albLine[:160], "missing field at 122"},
		{"Enable AWS access logs for ALB", "missing field at 31"},
	})
}

func TestELB(t *testing.T) {
	old, _, _ := strings.Cut(elbLine, ` "curl`)
	const said = "2025-04-30T14:20:01.123456Z 200 1.178ms GET api.example.com:80/v1/orders"
	checkLines(t, presetParser(t, "elb", Options{Customer: "elb"}), [][2]string{
		{elbLine, said + " front"},
		{old, said + " front"},
		{strings.Replace(old, "200 200 0 29 \"GET http://api.example.com:80/v1/orders?page=2 HTTP/1.1\"", `- - 82 305 "- - - "`, 1), "not a request"},
		{strings.Replace(elbLine, "10.0.0.1:80 0.000073 0.001048 0.000057 200", "- -1 -1 -1 503", 1), "2025-04-30T14:20:01.123456Z 503 - GET api.example.com:80/v1/orders front"},
		{albLine, "missing field at 118"},
	})
}

func TestS3(t *testing.T) {
	old, _, _ := strings.Cut(s3Line, " - s9lz")
	const said = "2025-04-30T14:20:01Z 200 70ms GET "
	checkLines(t, presetParser(t, "s3", Options{Customer: "bucket"}), [][2]string{
		{s3Line, said + "acme-files.s3.amazonaws.com/photos/2025/a+b.jpg acme-files 3E57427F33A59F07"},
		{old, said + "/photos/2025/a+b.jpg acme-files 3E57427F33A59F07"},
		{strings.Replace(old, "3462992 70 10", "3462992 - 10", 1), "2025-04-30T14:20:01Z 200 - GET /photos/2025/a+b.jpg acme-files 3E57427F33A59F07"},
		{`79a5 acme-files [30/Apr/2025:14:20:01 +0000] - AmazonS3 3E57 S3.EXPIRE.OBJECT photos/a.jpg "-" - - - 12 - - "-" "-" - x=`, "not a request"},
		{strings.Replace(s3Line, `"GET /photos/2025/a+b.jpg?x=1 HTTP/1.1" 200`, `- -`, 1), "not a request"},
		{strings.Replace(old, "[30/Apr", "30/Apr", 1), "missing field at 29"},
		{strings.Replace(old, "+0000]", "+0000", 1), "missing field at 29"},
		{strings.Replace(old, "+0000] ", "+0000]", 1), "missing field at 57"},
	})
	f, ok := Preset("s3")
	if !ok {
		t.Fatal("no preset")
	}
	if _, err := f.NewParser(Options{Customer: "tenant"}); err == nil || !strings.Contains(err.Error(), `no field "tenant"; it has bucket_owner bucket time`) {
		t.Errorf("unknown field: %v", err)
	}
}
