import Agents
import Engine
import Git
import Platform
import TestSupport
import Testing
import Workflow

struct AgentCommandTests {
    private let sandbox: AgentSandbox

    init() throws { sandbox = try AgentSandbox() }

    @Test func `what an agent changes becomes a tree`() throws {
        let before = try sandbox.standing()
        let result = try sandbox.run(
            "echo three >> a.txt; rm src/b.txt; echo new > c.txt; echo x > d.log; echo done")
        #expect(result.failure == nil)
        #expect(
            try sandbox.changes(in: result.tree) == [
                "a.txt": "one\ntwo\nthree\n", "src/b.txt": nil, "c.txt": "new\n",
            ])
        #expect(result.outputBytes == 5)
        #expect(result.remarks == [])
        #expect(try sandbox.standing() == before)
    }

    @Test func `the prompt is on standard input and in a file`() throws {
        let result = try sandbox.run(
            "cat > in.txt; cat \"$AUTOWRK_PROMPT\" > file.txt; pwd > pwd.txt; echo $AUTOWRK_WORKSPACE >> pwd.txt",
            prompt: "line 1\nline 2\n")
        let changes = try sandbox.changes(in: result.tree)
        #expect(changes["in.txt"] == "line 1\nline 2\n")
        #expect(changes["file.txt"] == "line 1\nline 2\n")
        let folders = try #require(changes["pwd.txt"] ?? nil).split(separator: "\n")
        #expect(folders.count == 2 && folders[0] == folders[1])
        #expect(!Files.exists(sandbox.sandbox.path("work/implement.prompt.md")))
    }

    @Test func `of a shell's command the prompt can be the last argument`() throws {
        let result = try sandbox.run(
            "printf '%s|' a > a.txt; printf '%s|' b >> a.txt; printf %s >>a.txt", prompt: "fix 'it'"
        ) {
            $0.preset.prompt = .argument
        }
        #expect(try sandbox.changes(in: result.tree) == ["a.txt": "a|b|fix 'it'"])
        #expect(throws: StepFailure.self) {
            try sandbox.run("true", prompt: String(repeating: "x", count: 200_000)) {
                $0.preset.prompt = .argument
            }
        }
    }

    @Test func `an agent knows no secrets but those that its preset names`() throws {
        let site = try sandbox.site(
            environment: [
                "GITHUB_TOKEN": "ghp_0123456789", "MY_API_KEY": "key-0123456789", "NPM_AUTH": "n",
                "PLAIN": "yes",
                "DATABASE_URL": "postgres://u:hunter22@db/x", "SSH_AUTH_SOCK": "/tmp/agent",
                "LISTED": "listed-value", "STRIPE_KEY": "s", "DB_PASS": "p", "MYSQL_PWD": "p",
                "SENTRY_DSN": "d",
                "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus", "GNUPGHOME": "/g",
                "AUTOWRK_ACTOR": "x", "GIT_DIR": "/nowhere",
            ], secrets: ["LISTED"])
        let result = try sandbox.run(
            "env > env.log; cp env.log env.txt; sed -i /MY_API_KEY/d env.txt; echo $MY_API_KEY", site: site
        ) { $0.preset.variables = ["MY_API_KEY"] }
        let seen = try #require(try sandbox.changes(in: result.tree)["env.txt"] ?? nil)
        for name in [
            "GITHUB_TOKEN", "NPM_AUTH", "DATABASE_URL", "SSH_AUTH_SOCK", "LISTED", "AUTOWRK_ACTOR", "GIT_DIR",
            "STRIPE_KEY", "DB_PASS", "MYSQL_PWD", "SENTRY_DSN", "DBUS_SESSION_BUS_ADDRESS", "GNUPGHOME",
        ] {
            #expect(!seen.contains("\n\(name)="), "\(name)")
        }
        #expect(seen.contains("PLAIN=yes"))
        let log = try sandbox.sandbox.read("work/implement.log")
        #expect(!log.contains("key-0123456789"))
        #expect(log.contains("***"))
    }

    @Test func `an agent that writes a secret into a file has failed`() throws {
        let site = try sandbox.site(environment: ["MY_API_KEY": "key-0123456789"])
        let result = try sandbox.run("echo $MY_API_KEY > a.txt", site: site) {
            $0.preset.variables = ["MY_API_KEY"]
        }
        #expect(
            result.failure?.message
                == "file 'a.txt' holds the secret 'MY_API_KEY', and files that are not ignored are recorded")
    }

    @Test func `an agent that changes nothing has failed`() throws {
        for command in ["true", "echo x > x.log", "echo x > x; rm x", "touch a.txt"] {
            let result = try sandbox.run(command)
            #expect(result.failure?.message == "agent 'test' has changed nothing")
            #expect(result.failure?.kind == .exit)
        }
    }

    @Test func `an exit status has its meaning`() throws {
        let result = try sandbox.run("echo out; echo err >&2; echo x > a.txt; exit 42") {
            $0.preset.exitStatuses = [42: "no credit"]
        }
        #expect(result.failure?.message == "agent 'test' ended with exit status 42: no credit")
        #expect((result.failure?.exitStatus, result.failure?.output) == (42, "out\nerr"))
        #expect(try sandbox.changes(in: result.tree) == [:])
    }

    @Test func `a program that is not there is told`() throws {
        let failure = #expect(throws: StepFailure.self) {
            _ = try sandbox.run("") { $0.preset.invocation = .program(["no-such-agent", "-p"]) }
        }
        #expect(
            failure?.message
                == "agent 'test' is not installed: there is no program 'no-such-agent' on the PATH")
    }

    @Test func `an agent that hangs is ended with all that it has started`() throws {
        let before = try sandbox.standing()
        let result = try sandbox.run("echo x > a.txt; (setsid sleep 1000 &) ; sleep 1000") {
            $0.preset.timeLimit = .milliseconds(300)
        }
        #expect(result.failure?.kind == .timeout)
        #expect(try sandbox.standing() == before)
        #expect(MarkedProcesses(try sandbox.site().mark).end())
    }

    @Test func `an agent that fills the disk is stopped`() throws {
        let single = try sandbox.run("yes > big.txt") { $0.limits.fileBytes = 1 << 20 }
        #expect(single.failure?.message == "agent 'test' has written a file of more than 1 MiB")
        #expect(try sandbox.changes(in: single.tree) == [:])
        let many = try sandbox.run("for n in 1 2 3 4; do head -c 600000 /dev/zero > f$n; done") {
            $0.limits.changedBytes = 2 << 20
        }
        #expect(
            many.failure?.message
                == "agent 'test' has left 4 new or changed files of 2 MiB; at most 20000 files and 2 MiB are taken"
        )
        let next = try sandbox.run("ls > a.txt")
        #expect(try sandbox.changes(in: next.tree) == ["a.txt": "a.txt\nsrc\n"])
    }

    @Test func `an agent that deletes its checkout has failed, and the next has one`() throws {
        let before = try sandbox.standing()
        for command in ["rm -rf \"$PWD\"", "rm .git; echo x > a.txt", "rm -rf ./* .git*"] {
            let result = try sandbox.run(command)
            #expect(result.failure?.message == "agent 'test' has deleted its checkout", "\(command)")
            #expect(try sandbox.run("echo x > a.txt").failure == nil)
        }
        #expect(try sandbox.standing() == before)
    }
}
