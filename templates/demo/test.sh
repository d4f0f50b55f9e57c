#!/bin/sh
# The tests of ledger.sh; prints what TAP calls test lines (testanything.org).
number=0
failed=0
expect() { # expect WHAT TOTAL TEXT
  number=$((number + 1))
  printf "$3" >ledger.tmp
  total=$(sh ledger.sh ledger.tmp)
  if [ "$total" = "$2" ]; then
    echo "ok $number - $1"
  else
    echo "not ok $number - $1"
    echo "# expected '$2', got '$total'"
    failed=1
  fi
}

expect 'amounts are added up' 42 'rent 30\nbread 12\n'
expect 'income is negative' -5 'rent 30\nwage -35\n'
expect 'an empty ledger adds up to 0' 0 ''
rm -f ledger.tmp
echo "1..$number"
exit "$failed"
