# The question, for awk -F'"': fields are what lies between quotes.
{
	group = $10 " " $8 " " substr($1, length($1) - 27, 17)
	split($11, last, " ")
	requests[group]++
	if (substr($3, 2, 1) == "5") failed[group]++
	else if (last[1] > 2) slow[group]++
}
END {
	for (group in requests) {
		groups++
		n += requests[group]
		f += failed[group]
		s += slow[group]
	}
	print n + 0, f + 0, s + 0, groups + 0
}
