package assess

import (
	"math"
	"math/rand/v2"
	"slices"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// reliability is the durations over the month's incidents.
func reliability(episodes []statement.Episode) statement.Reliability {
	return statement.Reliability{
		TTD: duration(episodes, incident.Began, incident.Detected),
		TTR: duration(episodes, incident.Began, incident.Resolved),
	}
}

// duration samples the time from one instant to another, in minutes. Each
// incident is in the sample, open, or missing; one whose onset and end cannot both
// be right is missing.
func duration(episodes []statement.Episode, from, to incident.Kind) statement.Duration {
	var d statement.Duration
	var minutes []float64
	for _, e := range episodes {
		took, ok := e.Took(from, to)
		switch {
		case ok && e.Trusted(to):
			minutes = append(minutes, took.Minutes())
		case open(e.Incident):
			d.Open++
		default:
			d.Missing++
		}
	}
	slices.Sort(minutes) // so that the order of incidents does not matter
	d.N = len(minutes)
	d.Median, d.Mean = median(minutes), mean(minutes)
	d.Low, d.High = bootstrap(minutes)
	return d
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x)) // NaN when there is none
}

func median(sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

const (
	resamples = 10_000
	seed      = 20250430 // any fixed number: the same sample must give the same interval
)

// bootstrap is the 95 % percentile interval of the mean (Efron and Tibshirani,
// An Introduction to the Bootstrap, 1993, section 13.3); NaN for fewer than
// two values.
func bootstrap(x []float64) (low, high float64) {
	if len(x) < 2 {
		return math.NaN(), math.NaN()
	}
	random := rand.New(rand.NewPCG(seed, seed))
	means := make([]float64, resamples)
	for i := range means {
		sum := 0.0
		for range x {
			sum += x[random.IntN(len(x))]
		}
		means[i] = sum / float64(len(x))
	}
	slices.Sort(means)
	return means[resamples*25/1000-1], means[resamples*975/1000-1]
}
