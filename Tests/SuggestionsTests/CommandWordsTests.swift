import Suggestions
import Testing

/// The programs that a text of commands calls.
@Suite struct CommandWordsTests {
    @Test(arguments: [
        ("ls -l", ["ls"]), ("git log | head -3 && echo done; wc", ["git", "head", "echo", "wc"]),
        ("A=1 B=\"x y\" make all", ["make"]), ("A=1", []), ("\"my prog\" x", ["my prog"]),
        ("if test -f x; then cat x; else exit 1; fi", ["test", "cat", "exit"]),
        ("while read -r l; do echo $l; done <in", ["read", "echo"]),
        ("case $x in a|b) make;; *) ninja;; esac", ["make", "ninja"]),
        ("x=$(git rev-parse HEAD); test -n \"$(cat y)\"", ["git", "test", "cat"]),
        ("echo `date` > out 2>&1", ["echo", "date"]), ("$EDITOR file", []), ("~/bin/x", []),
        ("cat <<END | sort\nrm -rf /\n$(hostname)\nEND\nuniq", ["cat", "sort", "uniq", "hostname"]),
        ("# only a remark\ntrue", ["true"]), ("f() { ls; }\nf", ["ls"]), ("! grep x y", ["grep"]),
        ("diff <(sort a) <(sort b)", ["diff", "sort"]), ("echo $((1 + 2)) ${x:-$(id)}", ["echo", "id"]),
        ("", []),
    ])
    func `names are found wherever a command stands`(script: String, words: [String]) {
        #expect(CommandWords.programs(in: script) == words)
    }

    @Test(arguments: ["&&", "'unclosed", "$(", "if true"])
    func `what no shell would read has no names`(script: String) {
        #expect(CommandWords.programs(in: script) == nil)
    }

    @Test func `what a shell has built in is there without a program`() {
        let names = CommandNames(isProgram: { $0 == "git" }, isFile: { $0 == "./build.sh" })
        #expect(
            names.unknown(in: "cd x && git log | jq . && ./build.sh && ./other.sh") == ["jq", "./other.sh"])
    }
}
