package sample

import "time"

// A profile is the shape of a customer's day: for each hour in cest the rate
// at its start, in percent of the day's mean; between hours it is a straight
// line.
type profile [24]int

var (
	allday  = profile{62, 55, 50, 48, 48, 52, 62, 78, 95, 110, 122, 130, 136, 132, 130, 134, 140, 144, 142, 138, 132, 120, 98, 78}
	retail  = profile{22, 12, 8, 6, 6, 10, 28, 60, 104, 142, 164, 176, 186, 176, 168, 176, 190, 198, 186, 166, 142, 110, 72, 42}
	office  = profile{6, 4, 4, 4, 6, 14, 50, 128, 214, 246, 250, 236, 196, 222, 236, 228, 196, 132, 66, 36, 26, 20, 14, 8}
	newyork = profile{128, 100, 76, 56, 36, 22, 12, 8, 6, 6, 8, 14, 36, 84, 128, 162, 182, 190, 194, 186, 184, 190, 192, 162}
	nightly = profile{0, 480, 640, 640, 540, 100} // batches after midnight, nothing by day
)

// weekdays, from Sunday, and the days that are unlike their weekday, in
// percent of an ordinary day: Easter, pay day, and the eve of 1 May.
var (
	weekdays = [7]int{78, 98, 96, 98, 103, 112, 94}
	special  = map[string]int{"04-17": 118, "04-18": 62, "04-19": 84, "04-20": 55, "04-21": 66, "04-25": 138, "04-30": 128}
)

// rate is how many millionths of a request a customer with this many requests
// on an ordinary day sends in the minute since Begin.
func (p profile) rate(perDay, minute int) int {
	at := Begin.Add(time.Duration(minute) * time.Minute)
	h, m := at.Hour(), at.Minute()
	shape := p[h]*(60-m) + p[(h+1)%24]*m // 6000 is the mean
	day, ok := special[at.Format("01-02")]
	if !ok {
		day = weekdays[at.Weekday()]
	}
	return perDay * million / 1440 * shape / 6000 * day / 100
}
