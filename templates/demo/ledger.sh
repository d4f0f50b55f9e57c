#!/bin/sh
# usage: ledger.sh FILE
# Adds up the amounts of a ledger: on each line a name and a whole number.
total=0
while read -r name amount; do
  total=$((total + amount))
done <"$1"
echo "$total"
