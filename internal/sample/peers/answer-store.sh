#!/bin/sh
# What a store of aftermath answers: requests failed slow.
sqlite3 -separator ' ' "$1" 'SELECT sum(total), sum(failed), sum(slow) FROM day_totals'
