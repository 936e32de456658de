package terms

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"aftermath/internal/contract"
)

// published are the policies of testdata/published.yaml.
func published(t *testing.T) []contract.Policy {
	t.Helper()
	data, err := os.ReadFile("testdata/published.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := ParsePolicies("published.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every published agreement that is written down here is sound and comes to its
// examples.
func TestPublished(t *testing.T) {
	for _, p := range published(t) {
		if len(p.Examples) == 0 {
			t.Errorf("policy %s has no example", p.ID)
		}
		for _, err := range p.CheckExamples() {
			t.Error(err)
		}
	}
}

// inPresets are the rows of the survey that are presets.
var inPresets = map[string]string{
	"AWS API Gateway (5 May 2022)":                 "aws-api-gateway",
	"Stedi EDI Translate / Public Guides (2022)":   "stedi-edi-translate",
	"Temporal Cloud":                               "temporal-cloud",
	"Google Cloud Functions 2018-20":               "google-cloud-functions-2018",
	"Vertex AI Search for commerce":                "google-vertex-search-commerce",
	"Google Speech / Vision / NL / Text-to-Speech": "google-speech",
	"Azure DocumentDB / Cosmos DB":                 "azure-cosmos-db",
	"Langfuse / ClickHouse":                        "langfuse",
	"AWS EC2 region-level":                         "aws-ec2-region",
	"Azure VM (zones)":                             "azure-vm-zones",
	"Azure VM single instance":                     "azure-vm-single",
	"Microsoft 365 / Dynamics":                     "microsoft-365",
	"Cloudflare Business":                          "cloudflare-business",
	"Fastly":                                       "fastly",
	"Slack (June 2024)":                            "slack-2024",
	"MongoDB Atlas":                                "mongodb-atlas",
	"DigitalOcean CPU Droplets":                    "digitalocean-cpu-droplets",
	"UpCloud":                                      "upcloud",
	"UKCloud":                                      "ukcloud-openstack",
	"Common Paper SLA 2.0 (template, CC-BY)":       "common-paper-2",
}

// outside are the rows that no policy holds, and why; DECISIONS.md says it too.
var outside = map[string]string{
	"Anthropic Priority Tier":                "it promises nothing: targets without credit or verdict",
	"Hetzner":                                "no text was found",
	"Tier tables that contradict themselves": "they are refused: TestContradictions",
}

// Each row of the survey of published agreements is a preset, a policy of
// testdata/published.yaml, or lies outside for a reason.
func TestSurvey(t *testing.T) {
	file, err := os.Open("../../../../shared/sla/PUBLISHED-SLAS.md")
	if os.IsNotExist(err) {
		t.Skip("the survey (../shared/sla beside the repository) is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	written := map[string]bool{}
	for _, p := range published(t) {
		written[p.Source.Publisher] = true
	}
	rows, expressible, section := 0, 0, ""
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if after, ok := strings.CutPrefix(line, "## "); ok {
			section = after
		}
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(section, "7.") {
			continue
		}
		row := strings.TrimSpace(strings.Split(line, "|")[1])
		if slices.Contains([]string{"SLA", "Shape", "Who", "Page"}, row) {
			continue
		}
		rows++
		_, _, err := Preset(inPresets[row])
		switch {
		case inPresets[row] != "" && err == nil, written[row]:
			expressible++
		case outside[row] == "":
			t.Errorf("the row %q is no policy, and nothing says why", row)
		}
	}
	if rows < 80 || expressible < 60 {
		t.Errorf("%d of %d rows are expressible", expressible, rows)
	}
	t.Logf("%d of %d rows are expressible", expressible, rows)
}
