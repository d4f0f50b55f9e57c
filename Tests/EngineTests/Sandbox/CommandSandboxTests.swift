import Engine
import Git
import Glibc
import Platform
import TestSupport
import Testing
import Workflow

@Suite(.enabled(if: SandboxPlace.obstacle == nil, "no sandbox: \(SandboxPlace.obstacle ?? "")"))
struct CommandSandboxTests {
    private let place: SandboxPlace

    init() throws { place = try SandboxPlace() }

    @Test func `the checkout can be written, and what was written is captured`() throws {
        let outcome = try place.run("echo three > new; rm old 2>/dev/null; echo x >> README; pwd")
        #expect(outcome.succeeded, "\(outcome.errorText)")
        #expect(outcome.outputText == "\(place.checkout)\n")
        #expect(try place.sandbox.read("\(place.checkout)/new") == "three\n")
        #expect(try place.sandbox.read("\(place.checkout)/README") == "hello again\nx\n")
    }

    @Test func `nothing else can be written`() throws {
        let before = try place.scratch.untouchable()
        let top = place.scratch.top
        let outcome = try place.run(
            """
            for path in \(top)/README \(top)/.git/config \(top)/.git/refs/heads/evil \(top)/.git/objects/evil \
                /etc/evil /usr/evil /evil \(place.checkout)/.git \(place.checkout)/../evil; do
                if echo evil 2>/dev/null >>"$path"; then echo "wrote $path"; fi
            done
            rm -rf \(place.checkout)/.git 2>/dev/null && echo removed
            echo x >/tmp/here && echo x >$HOME/here && echo x >/var/tmp/here && echo own
            """)
        #expect(outcome.outputText.split(separator: "\n").last == "own")
        // The folder above the checkout is a new one, of which nothing stays.
        #expect(
            outcome.outputText.split(separator: "\n").allSatisfy { $0 == "own" || $0.hasSuffix("/../evil") })
        #expect(!Files.exists("\(place.checkout)/../evil"))
        #expect(!Files.exists("\(place.sandbox.home)/here"))
        #expect(!Files.exists("/tmp/here"))
        #expect(try place.scratch.untouchable() == before)
    }

    @Test func `credentials are not there, toolchains and caches are`() throws {
        let outcome = try place.run(
            """
            cd; for file in .ssh/id_ed25519 .aws/credentials .config/gh/hosts.yml .netrc .git-credentials \
                .cargo/credentials.toml .unheard-of Documents/diary; do
                if [ -e $file ]; then echo "sees $file"; fi
            done
            cat .cargo/registry/crate .rustup/toolchain .pyenv/version .m2/repository/jar go/pkg/mod/module sdk/tool
            cat .gitconfig | head -1; for file in .cargo/registry sdk; do touch $file/x 2>/dev/null && echo evil; done
            """)
        #expect(
            outcome.outputText == """
                content of .cargo/registry/crate
                content of .rustup/toolchain
                content of .pyenv/version
                content of .m2/repository/jar
                content of go/pkg/mod/module
                content of sdk/tool
                [user]

                """)
    }

    @Test func `credentials are not there that a link or a variable leads to`() throws {
        let sandbox = place.sandbox
        try sandbox.script(
            "mkdir -p elsewhere/keys store && echo key >elsewhere/keys/id && echo token >store/token")
        try sandbox.script("ln -s ../elsewhere/keys home/Mail; ln -s ../elsewhere home/linked")
        let outcome = try place.run(
            "cat ~/Mail/id ~/linked/keys/id \(sandbox.path)/elsewhere/keys/id $NETRC || :; echo $TMPDIR",
            environment: ["NETRC": sandbox.path("home/sdk/tool"), "TMPDIR": sandbox.path("store")])
        #expect(outcome.outputText == "/tmp\n")
    }

    @Test func `a linked home is one, too`() throws {
        let sandbox = place.sandbox
        try sandbox.script("mkdir users && ln -s ../home users/ada")
        let outcome = try place.run(
            "ls -a ~/.ssh 2>&1; cat ~/sdk/tool ~/.rustup/toolchain; echo x >~/new; cat ~/new",
            environment: ["HOME": sandbox.path("users/ada")])
        #expect(
            outcome.outputText.hasSuffix("content of sdk/tool\ncontent of .rustup/toolchain\nx\n"),
            "\(outcome.outputText)\(outcome.errorText)")
        #expect(!outcome.outputText.contains("id_ed25519"))
    }

    @Test func `a repository whose working directory is the home folder does not show it`() throws {
        let sandbox = place.sandbox
        try sandbox.script("git init -q && git commit -q --allow-empty -m x", in: "home")
        let repository = try place.scratch.repository(sandbox.home)
        let command = ChildCommand(
            ["sh", "-c", "git -C \(sandbox.home) log --oneline | wc -l; ls -A ~/.ssh"], in: place.checkout,
            environment: sandbox.environment)
        let made = try #require(
            try SandboxSettings(.all, rules: SandboxPlace.rules).choose(.required, in: sandbox.environment)
                .sandbox)
        let outcome = try made.wrap(command, at: SandboxPlaces(checkout: place.checkout, of: repository))
            .run()
        #expect(outcome.outputText == "1\n", "\(outcome.errorText)")
    }

    @Test func `Git can be asked, and does not commit`() throws {
        let before = try place.scratch.untouchable()
        let outcome = try place.run(
            """
            echo more >>README; git status --short; git diff --stat | tail -1; git log --oneline | wc -l
            git commit -qam evil 2>/dev/null && echo committed
            git branch evil 2>/dev/null && echo branched
            git config user.name Evil 2>/dev/null && echo configured
            exit 0
            """)
        #expect(
            outcome.outputText
                == " M README\n 1 file changed, 1 insertion(+)\n2\n", "\(outcome.errorText)")
        #expect(try place.scratch.untouchable() == before)
        #expect(try place.sandbox.git("fsck", "--strict", in: place.scratch.top).isEmpty)
    }

    @Test func `files around the commands of others are covered, those of this one are not`() throws {
        let output = "\(place.scratch.top)/.git/autowrk/output/r1"
        for name in ["mine.script", "mine.outputs", "other.script"] {
            try place.sandbox.write("\(output)/\(name)", "\(name)\n")
        }
        let outcome = try place.run(
            "cd \(output); ls; cat mine.script; echo more >>mine.outputs; echo more >>mine.script",
            readable: ["\(output)/mine.script"], writable: ["\(output)/mine.outputs"])
        #expect(outcome.outputText == "mine.outputs\nmine.script\nmine.script\n")
        #expect(try place.sandbox.read("\(output)/mine.outputs") == "mine.outputs\nmore\n")
        #expect(try place.sandbox.read("\(output)/mine.script") == "mine.script\n")
    }

    @Test func `there is no network but a loopback of its own`() throws {
        let server = try ScriptedServer { _ in [.send(Array("HTTP/1.0 200 OK\r\n\r\n".utf8))] }
        let port = try #require(server.url.split(separator: ":").last)
        let ask = """
            use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:\(port)", Timeout => 5);
            print $s ? "reached\\n" : "not reached\\n"
            """
        #expect(try place.run("perl -e '\(ask)'").outputText == "not reached\n")
        #expect(try place.run("perl -e '\(ask)'") { $0.hasNetwork = true }.outputText == "reached\n")
        let inside = """
            use IO::Socket::INET; my $l = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1:0") or die;
            if (!fork) { my $c = $l->accept; print $c "served\\n"; exit }
            my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:" . $l->sockport) or die; print <$s>
            """
        #expect(try place.run("perl -e '\(inside)'").outputText == "served\n")
    }

    @Test func `processes of others and the terminal are out of reach`() throws {
        let outcome = try place.run(
            """
            kill -0 \(getpid()) 2>/dev/null && echo seen
            ls /proc | grep -c '^[0-9]*$' | { read count; [ $count -lt 10 ] && echo few; }
            ls /run; cat /etc/shadow; (cat </dev/tty) && echo quiet
            grep CapEff /proc/self/status; grep NoNewPrivs /proc/self/status
            """)
        #expect(
            outcome.outputText == "few\nquiet\nCapEff:\t0000000000000000\nNoNewPrivs:\t1\n",
            "\(outcome.errorText)")
    }

    @Test func `settings of the kernel can't be opened for writing`() throws {
        // Opened with O_APPEND and closed: nothing is written, whoever has the right to.
        let outcome = try place.run(
            """
            for file in sys/kernel/core_pattern sys/kernel/hostname sys/vm/drop_caches sys/fs/file-max \
                sysrq-trigger mtrr scsi/scsi; do
                if [ -e /proc/$file ] && (: >>/proc/$file) 2>/dev/null; then echo "opened $file"; fi
            done
            cat /proc/sys/kernel/ostype; grep ' /proc/sys ro,' /proc/self/mountinfo | wc -l
            """)
        #expect(outcome.outputText == "Linux\n1\n", "\(outcome.errorText)")
    }

    @Test func `exit statuses pass through, and signals as a shell tells of them`() throws {
        for status: Int32 in [0, 1, 7, 126, 127] {
            #expect(try place.run("exit \(status)").ending == .exited(status))
        }
        #expect(try place.run("kill -9 $$").ending == .exited(137))
        #expect(try place.run("nothing-of-that-name 2>/dev/null").ending == .exited(127))
    }

    @Test func `a program that is not there is told of as without a sandbox`() throws {
        var command = ChildCommand(
            ["nothing-of-that-name"], in: place.checkout, environment: ["PATH": "/bin"])
        let made = try #require(
            try SandboxSettings(.all, rules: SandboxPlace.rules)
                .choose(.required, in: place.sandbox.environment).sandbox)
        let places = SandboxPlaces(checkout: place.checkout, of: try place.scratch.repository())
        #expect(throws: SystemError.self) { try made.wrap(command, at: places) }
        // What stands first on a command's PATH does not choose what watches over it.
        try place.sandbox.writePrograms(["bwrap": "echo fooled"], in: "evil")
        command = ChildCommand(
            ["echo", "shut in"], in: place.checkout,
            environment: ["PATH": "\(place.sandbox.path)/evil:/usr/bin:/bin"])
        #expect(try made.wrap(command, at: places).run().outputText == "shut in\n")
    }

    @Test func `what is printed and read is not held up`() throws {
        var command = try place.command("echo first; read line; echo \"$line\"; echo error >&2; cat")
        command.input = .bytes(Array("one\ntwo\n".utf8))
        command.errorOutput = nil
        #expect(try command.run().outputText == "first\none\nerror\ntwo\n")
    }

    @Test func `a time limit ends all of it`() throws {
        var command = try place.command(
            "setsid sh -c 'exec 9>lock; flock 9; exec sleep 600' & while :; do sleep 600; done",
            mark: ProcessMark(variable: "TEST_MARK", value: "\(place.checkout)/limit"))
        (command.timeLimit, command.grace) = (.milliseconds(400), .milliseconds(100))
        #expect(try command.run().ending == .timedOut)
        expectNobodyHolds("lock")
    }

    @Test func `a request to stop lets it tidy up, and then ends all of it`() throws {
        var command = try place.command(
            """
            setsid sh -c 'trap "" TERM; exec 9>lock; flock 9; : >held; while :; do sleep 600; done' &
            while ! [ -e held ]; do :; done
            trap 'echo tidied >tidy; exit 5' TERM; echo up; sleep 600 & wait
            """, mark: ProcessMark(variable: "TEST_MARK", value: "\(place.checkout)/stop"))
        command.grace = .seconds(2)
        let stop = try StopRequest()
        command.stopRequests = [stop]
        command.output = .stream { _ in stop.stop() }
        #expect(try command.run().ending == .stopped)
        #expect(try place.sandbox.read("\(place.checkout)/tidy") == "tidied\n")
        expectNobodyHolds("lock")
    }

    @Test func `what a command leaves behind is ended, in a session of its own as well`() throws {
        let daemon = "setsid sh -c 'exec 9>lock; flock 9; : >held; exec sleep 600' >/dev/null 2>&1 &"
        let outcome = try place.command(
            "\(daemon) while ! [ -e held ]; do :; done; exit 3",
            mark: ProcessMark(variable: "TEST_MARK", value: "\(place.checkout)/left")
        ).run()
        #expect(outcome.ending == .exited(3))
        expectNobodyHolds("lock")
    }

    /// Nobody but a living process could still hold it.
    private func expectNobodyHolds(_ lock: String) {
        #expect(throws: Never.self) {
            _ = try FileLock(path: "\(place.checkout)/\(lock)", mode: .exclusive, wait: .none)
        }
    }
}
