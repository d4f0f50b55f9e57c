#!/bin/sh
# Stands in for a coding agent, so that the demonstration needs no account: like a real one it gets the prompt
# on standard input and edits files in the folder that it is started in. Its first idea is wrong.
prompt=$(cat)
case $prompt in
*'not ok 3 - an empty ledger'*) sum='{ total += $2 } END { print total + 0 }' ;;
*) sum='{ total += $2 } END { print total }' ;;
esac

cat >ledger.sh <<END
#!/bin/sh
# usage: ledger.sh FILE
# Adds up the amounts of a ledger: on each line a name and a whole number.
awk '$sum' "\$1"
END

if ! grep -q 'line feed' test.sh; then
  {
    sed '/^rm -f/,$d' test.sh
    cat <<'END'
expect 'the last line needs no line feed' 42 'rent 30\nbread 12'
END
    sed -n '/^rm -f/,$p' test.sh
  } >test.new
  mv test.new test.sh
fi
