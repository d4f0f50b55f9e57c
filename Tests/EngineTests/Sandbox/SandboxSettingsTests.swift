import Engine
import JSON
import Platform
import Templates
import TestSupport
import Testing
import Workflow

struct SandboxSettingsTests {
    private let sandbox: Sandbox

    init() throws { sandbox = try Sandbox() }

    private func settings(_ scope: SandboxScope) -> SandboxSettings {
        SandboxSettings(scope, rules: SandboxPlace.rules)
    }

    /// A machine whose `bwrap` says this and fails; without one where it says nothing.
    private func machine(_ words: String? = nil) throws -> [String: String] {
        try sandbox.script("mkdir -p bin")
        if let words { try sandbox.writePrograms(["bwrap": "echo '\(words)' >&2; exit 1"], in: "bin") }
        return ["PATH": sandbox.path("bin"), "HOME": sandbox.home]
    }

    @Test func `a scope says whose commands are meant`() {
        #expect(
            SandboxScope.allCases.map { settings($0).demandOfAgents } == [.none, .whereAvailable, .required])
        #expect(SandboxScope.allCases.map { settings($0).demandOfCommands } == [.none, .none, .required])
    }

    @Test func `who needs none is not told of any`() throws {
        let choice = try settings(.all).choose(.none, in: machine())
        #expect(choice.sandbox == nil && choice.remark == nil)
    }

    @Test func `without bubblewrap commands run as they are, which is remarked upon once`() throws {
        let (settings, machine) = (settings(.agents), try machine())
        #expect(SandboxAvailability.probed(in: machine) == .missing)
        let first = try settings.choose(.whereAvailable, in: machine)
        #expect(first.sandbox == nil)
        #expect(
            first.remark
                == "commands run without a sandbox: there is no program 'bwrap' (package 'bubblewrap')")
        #expect(try settings.choose(.whereAvailable, in: machine).remark == nil)
    }

    @Test func `where a sandbox is required and can't be made nothing runs`() throws {
        let machine = try machine("bwrap: No permissions to create a new namespace")
        #expect(
            SandboxAvailability.probed(in: machine)
                == .forbidden(reason: "No permissions to create a new namespace"))
        let failure = #expect(throws: StepFailure.self) {
            try settings(.all).choose(.required, in: machine)
        }
        #expect(failure?.kind == .missing)
        #expect(
            failure?.message
                == "a sandbox is required, and 'bwrap' can't make one: No permissions to create a new namespace"
        )
    }

    @Test func `the rules that come along are read`() throws {
        let rules = try SandboxRules(yaml: Templates.sandbox)
        #expect(rules.empty.contains("/tmp") && rules.shown.contains("~/.cargo/registry"))
        #expect(rules.hidden.contains("/etc/shadow") && rules.variables["GIT_OPTIONAL_LOCKS"] == "0")
        // What is shown is not what other lines hide.
        #expect(Set(rules.shown).isDisjoint(with: rules.hidden))
        for name in [
            ".ssh", ".aws", ".gnupg", ".docker", ".kube", ".config", ".config/gh", ".netrc", ".azure",
        ] {
            #expect(!rules.shown.contains("~/\(name)"))
        }
    }

    @Test(
        arguments: [
            ("- /tmp", "line 1, column 1: rules are a mapping"),
            ("shown: /tmp", "line 1, column 8: this is no list of paths"),
            ("hidden: [tmp]", "line 1, column 10: a path begins with '/', '~' or '$'"),
            ("visible: [/tmp]", "line 1, column 1: unknown key 'visible'"),
            ("variables: [A]", "line 1, column 12: 'variables' is a mapping"),
        ])
    func `what is wrong with rules is told with its place`(text: String, message: String) {
        let error = #expect(throws: SandboxRulesError.self) { try SandboxRules(yaml: Array(text.utf8)) }
        #expect(error?.description == "rules of sandboxes, \(message)")
    }

    @Test(.enabled(if: SandboxPlace.obstacle == nil, "no sandbox: \(SandboxPlace.obstacle ?? "")"))
    func `with scope 'all' a step's command runs in one and its files and outputs count`() async throws {
        let place = try EngineSandbox()
        let outside = place.sandbox.path("outside")
        let state = try await place.perform(
            """
            steps:
              - id: work
                run: |
                  echo changed > README
                  echo "mine=$(ls "$(dirname "$AUTOWRK_OUTPUT")" | wc -l)" >>"$AUTOWRK_OUTPUT"
                  if echo x >\(outside); then echo evil; fi 2>/dev/null
                  cat ~/.ssh/id 2>/dev/null || true
              - run: test "$(cat README)" = changed
            """
        ) { $0.sandbox = settings(.all) }
        #expect(state.status == .completed, "\(state.reason ?? "")")
        #expect(state.steps["work"]?.result.outputs == ["mine": "2"])
        #expect(!Files.exists(outside))
    }

    @Test func `with scope 'all' and no sandbox a step fails and says why`() async throws {
        let place = try EngineSandbox()
        let folder = place.sandbox.path("bin")
        try place.sandbox.script(
            "mkdir bin; for name in sh git env; do ln -s $(command -v $name) bin; done")
        let state = try await place.perform("steps: [{id: work, run: \"true\"}]") {
            $0.sandbox = settings(.all)
            $0.environment["PATH"] = folder
        }
        #expect(state.status == .failed)
        #expect(
            state.steps["work"]?.failure?.message
                == "a sandbox is required, and there is no program 'bwrap' (package 'bubblewrap')")
    }
}
