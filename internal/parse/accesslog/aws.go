package accesslog

// The names of the fields are Amazon's, and customer: may name any.

// albFields are those of an Application Load Balancer; the last three, and
// conn_trace_id, came later, as did all behind trace_id.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
const albFields = `type time elb client:port target:port request_processing_time target_processing_time response_processing_time ` +
	`elb_status_code target_status_code received_bytes sent_bytes "request" "user_agent" ssl_cipher ssl_protocol target_group_arn ` +
	`"trace_id" "domain_name" "chosen_cert_arn" matched_rule_priority request_creation_time "actions_executed" "redirect_url" ` +
	`"error_reason" "target:port_list" "target_status_code_list" "classification" "classification_reason" conn_trace_id ` +
	`"transformed_host" "transformed_uri" "request_transform_status"`

// elbFields are those of a Classic Load Balancer; user_agent and what follows
// came later.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html
const elbFields = `time elb client:port backend:port request_processing_time backend_processing_time response_processing_time ` +
	`elb_status_code backend_status_code received_bytes sent_bytes "request" "user_agent" ssl_cipher ssl_protocol`

// s3Fields are those of S3's server access logs; those behind version_id came
// later.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
const s3Fields = `bucket_owner bucket [time] remote_ip requester request_id operation key "request_uri" http_status error_code ` +
	`bytes_sent object_size total_time turn_around_time "referer" "user_agent" version_id host_id signature_version cipher_suite ` +
	`authentication_type host_header tls_version access_point_arn acl_required`

// alb is the time when the balancer answered, the status that the client got,
// and the sum of the three processing times.
func alb() (*Format, error) {
	l := &rowLayout{columns: rowColumns(albFields), least: 18, unit: seconds, times: isoTimes, other: never}
	l.roles([roles]string{timeRole: "time", statusRole: "elb_status_code", requestRole: "request", idRole: "trace_id"})
	l.latencies = []int{l.find("request_processing_time"), l.find("target_processing_time"), l.find("response_processing_time")}
	l.sni = l.find("domain_name")
	return &Format{layout: l}, nil
}

// elb is as alb; lines of TCP listeners, which have no request, are none.
func elb() (*Format, error) {
	l := &rowLayout{columns: rowColumns(elbFields), least: 12, unit: seconds, times: isoTimes, sni: -1}
	l.roles([roles]string{timeRole: "time", statusRole: "elb_status_code", requestRole: "request"})
	l.latencies = []int{l.find("request_processing_time"), l.find("backend_processing_time"), l.find("response_processing_time")}
	l.other = func(status, request []byte) bool { return absent(status) && string(request) == "- - - " }
	return &Format{layout: l}, nil
}

// s3 is the time when the request came and the total time in milliseconds. What
// S3 does by itself, like a lifecycle rule, is no request.
func s3() (*Format, error) {
	l := &rowLayout{columns: rowColumns(s3Fields), least: 17, unit: millis, sni: -1}
	l.roles([roles]string{
		timeRole: "time", statusRole: "http_status", requestRole: "request_uri", hostRole: "host_header", idRole: "request_id",
	})
	l.latencies = []int{l.find("total_time")}
	l.times = func(c *clock) func([]byte) (int64, bool) { return c.parseLocal }
	l.other = func(status, request []byte) bool { return absent(status) && absent(request) }
	return &Format{layout: l}, nil
}

func isoTimes(c *clock) func([]byte) (int64, bool) { return c.parseISO }

func never(_, _ []byte) bool { return false }
