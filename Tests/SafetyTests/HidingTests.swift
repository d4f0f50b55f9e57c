import Safety
import Testing

/// One dangerous command in each of the places where a shell lets it hide.
@Suite struct HidingTests {
    private static let places: [(name: String, commands: [String])] = [
        ("quotes", ["'rm' -rf /", "r\"m\" -rf /", "r''m -rf /", "$'rm' -rf /", "$\"rm\" -rf /"]),
        ("backslashes", ["\\rm -rf /", "r\\m -\\rf \\/", "rm \\\n -rf \\\n /"]),
        ("escapes", ["$'\\x72\\x6d' -rf /", "$'\\162\\155' -rf /", "$'\\u0072m' -rf /"]),
        ("braces", ["{rm,-rf,/}", "r{m,} -rf /", "rm -r{f,} /{,}"]),
        ("variables", ["a=rm; $a -rf /", "a=r b=m; $a$b -rf /", "a='rm -rf /'; $a", "a=xrm; ${a#x} -rf /"]),
        ("defaults", ["${a:-rm} -rf /", "${a:=rm} -rf /", "a=1; ${a:+rm} -rf /"]),
        ("indirection", ["a=b b=rm; ${!a} -rf /"]),
        ("arrays", ["a=(rm -rf /); ${a[@]}", "a[0]=rm; a[1]=-rf; \"${a[@]}\" /"]),
        ("separators", ["rm${IFS}-rf${IFS}/", "IFS=:; a=rm:-rf:/; $a"]),
        ("positions", ["set -- rm -rf /; \"$@\"", "set -- / rm; $2 -rf $1"]),
        (
            "substitutions",
            ["$(echo rm) -rf /", "`echo rm` -rf /", "echo $(rm -rf /)", "echo \"`rm -rf /`\""]
        ),
        ("processes", ["cat <(rm -rf /)", "sh <(echo rm -rf /)", "tee >(rm -rf /)"]),
        ("arithmetic", ["echo $(( $(rm -rf /) ))", "(( x = $(rm -rf /) ))", "a[$(rm -rf /)]=1"]),
        ("tests", ["[[ $(rm -rf /) ]]", "[ \"$(rm -rf /)\" ]"]),
        (
            "here-documents",
            [
                "sh <<E\nrm -rf /\nE", "cat <<E\n$(rm -rf /)\nE", "cat <<'E' | sh\nrm -rf /\nE",
                "sh <<< 'rm -rf /'",
            ]
        ),
        (
            "lists",
            [
                "ls; rm -rf /", "ls && rm -rf /", "ls || rm -rf /", "ls & rm -rf /", "ls\nrm -rf /",
                "ls | rm -rf /",
            ]
        ),
        (
            "compounds",
            [
                "(rm -rf /)", "{ rm -rf /; }", "if a; then b; else rm -rf /; fi",
                "while rm -rf /; do :; done", "for a in /; do rm -rf $a; done",
                "case a in *) rm -rf /;; esac", "! rm -rf /", "time rm -rf /", "coproc rm -rf /",
            ]
        ),
        ("functions", ["f() { rm -rf \"$1\"; }; f /", "function ls { rm -rf /; }; ls", "f() { rm -rf /; }"]),
        ("aliases", ["alias a='rm -rf /'", "alias a=rm; a -rf /"]),
        (
            "evaluation",
            ["eval 'rm -rf /'", "eval rm -rf /", "eval \"eval 'rm -rf /'\"", "trap 'rm -rf /' EXIT"]
        ),
        (
            "shells",
            [
                "sh -c 'rm -rf /'", "bash -ec 'rm -rf /'", "zsh -c 'rm -rf /'",
                "dash -c \"sh -c 'rm -rf /'\"", "sh -c '\"$@\"' x rm -rf /", "echo rm -rf / | sh",
            ]
        ),
        (
            "builtins",
            ["command rm -rf /", "builtin eval 'rm -rf /'", "exec rm -rf /", "exec -a ls rm -rf /"]
        ),
        (
            "wrappers",
            [
                "env A=b rm -rf /", "env -S 'rm -rf /'", "nohup rm -rf /", "nice -n 5 rm -rf /",
                "timeout -s 9 5 rm -rf /", "stdbuf -oL rm -rf /", "setsid rm -rf /", "ionice -c 3 rm -rf /",
                "busybox rm -rf /", "strace -o x rm -rf /", "taskset -c 0 rm -rf /",
            ]
        ),
        (
            "privilege",
            [
                "sudo rm -rf /", "sudo -u a -- rm -rf /", "doas rm -rf /", "su -c 'rm -rf /'",
                "pkexec rm -rf /",
            ]
        ),
        (
            "searches",
            [
                "find / -delete", "find / -exec rm -rf {} +", "find . -exec sh -c 'rm -rf /' \\;",
                "echo / | xargs rm -rf", "xargs -I{} rm -rf {} <<< /",
            ]
        ),
        (
            "encodings",
            [
                "echo cm0gLXJmIC8= | base64 -d | sh", "echo / fr- mr | rev | sh",
                "echo sn -sg / | tr sng rmf | sh", "xxd -r -p <<< 726d202d7266202f | sh",
                "printf '\\162\\155 -rf /' | sh", "echo -e '\\x72m -rf /' | sh",
            ]
        ),
        (
            "files",
            [
                "echo 'rm -rf /' > a; sh a", "echo 'rm -rf /' > a; . ./a",
                "cat > a <<E\nrm -rf /\nE\nchmod +x a; ./a", "echo 'rm -rf /' | tee a; bash a",
                "echo 'rm -rf /' > a; cp a b; sh b",
            ]
        ),
        (
            "code",
            [
                "python -c 'import os; os.system(\"rm -rf /\")'", "perl -e 'system(\"rm -rf /\")'",
                "ruby -e '`rm -rf /`'", "node -e 'require(\"child_process\").execSync(\"rm -rf /\")'",
                "awk 'BEGIN{system(\"rm -rf /\")}'", "vim -c ':!rm -rf /'", "php -r 'exec(\"rm -rf /\");'",
                "python3 <<E\nimport subprocess\nsubprocess.run(['rm', '-rf', '/'])\nE",
            ]
        ),
        (
            "options",
            [
                "tar cf a b --checkpoint-action=exec='rm -rf /'", "git -c alias.a='!rm -rf /' a",
                "git config alias.a '!rm -rf /'", "ssh -o ProxyCommand='rm -rf /' a",
                "GIT_SSH_COMMAND='rm -rf /' git fetch", "git -c core.pager='rm -rf /' log",
            ]
        ),
        (
            "places",
            [
                "cd / && rm -rf *", "cd /; rm -rf .", "pushd / && rm -rf ./*", "cd /etc/..; rm -rf *",
                "rm -rf ../../../../../../../..", "rm -rf /usr/../*", "/bin/rm -rf /",
            ]
        ),
        (
            "machines",
            [
                "ssh a 'rm -rf /'", "docker exec a rm -rf /", "kubectl exec a -- rm -rf /",
                "docker run a sh -c 'rm -rf /'",
            ]
        ),
    ]

    @Test(arguments: places.map(\.name))
    func `what hides is found`(place: String) throws {
        let commands = try #require(Self.places.first { $0.name == place }?.commands)
        for command in commands { #expect(Fixture.decision(command) == .refuse, "\(command)") }
    }

    @Test(arguments: places.map(\.name))
    func `the same place is no reason to ask`(place: String) throws {
        // What is taken out of an encoding, and functions and options that have a meaning of their own.
        guard !["encodings", "places", "searches", "privilege", "indirection"].contains(place) else { return }
        let commands = try #require(Self.places.first { $0.name == place }?.commands)
        for command in commands where command.contains("rm -rf /") && !command.contains("-c alias.") {
            let harmless = command.replacing("rm -rf /", with: "echo hello")
            #expect(Fixture.decision(harmless) == .allow, "\(harmless)")
        }
    }

    @Test(arguments: [
        "$a -rf /", "\"$1\" x", "$(cat a) b", "${a}b c", "eval \"$a\"", "sh -c \"$a\"", "echo \"$a\" | sh",
        "sh < a", "/b?n/r? x",
        "a=rm; false && a=echo; $a -rf /", "if a; then x=rm; else x=ls; fi; $x -rf /", "read a; $a",
        "python -c \"$a\"", ". <(cat a)",
    ])
    func `what can't be known is asked about`(command: String) {
        #expect(Fixture.decision(command) != .allow)
    }

    @Test(arguments: [
        "echo 'a", "echo $(", "if a", "a |", ")", "a > ", "for", "case a in", "\"", "${", "f() {", "a <<<",
        "cat <<E | sh", "cat <<E\nls", "sh <<'E'\nls\n E",
    ])
    func `what can't be read is asked about`(command: String) {
        let verdict = Fixture.judge.verdict(on: command)
        #expect(verdict.decision == .ask)
        #expect(verdict.findings.map(\.rule) == ["not-understood"])
    }

    @Test func `what is nested without end is asked about`() {
        let nested = String(repeating: "$(", count: 100) + String(repeating: ")", count: 100)
        #expect(Fixture.judge.verdict(on: nested).findings.first?.rule == "too-complex")
        let long =
            String(repeating: "for a in 1 2 3 4 5 6 7 8 9; do ", count: 6) + "ls"
            + String(repeating: "; done", count: 6)
        #expect(Fixture.judge.verdict(on: long).findings.first?.rule == "too-complex")
    }

    @Test(arguments: [
        "a=x; " + String(repeating: "a=$a$a; ", count: 80) + "echo $a",
        "a='x x'; " + String(repeating: "a=\"$a $a\"; ", count: 40) + "ls $a",
        "a=(x); " + String(repeating: "a=(${a[@]} ${a[@]}); ", count: 40) + "ls ${a[@]}",
        "set -- x; " + String(repeating: "set -- $@ $@; ", count: 40) + "ls $@",
        "x=" + String(repeating: "{a,b}", count: 30), "echo " + String(repeating: "{a,b}", count: 30),
        "a=x; " + String(repeating: "a=$(echo $a $a); ", count: 40) + "ls",
        String(repeating: "printf %s%s a | ", count: 100) + "cat",
        "rm " + String(repeating: "*a*b*c*d*e*f* ", count: 300),
        String(repeating: "cat | ", count: 500) + "cat",
        "f() { f; f; }; f", "f() { g; g; }; g() { f; f; }; f", "alias a='a a; a'; a",
        "a='$a $a'; eval \"$a\"; eval eval \"$a\"",
    ])
    func `what grows with each step comes to an end`(command: String) {
        _ = Fixture.judge.verdict(on: command)
    }
}
