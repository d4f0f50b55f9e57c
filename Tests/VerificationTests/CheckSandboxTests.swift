import Domain
import Engine
import Platform
import TestSupport
import Testing
import Workflow

@testable import Verification

struct CheckSandboxTests {
    private let place: VerificationPlace

    /// Why nothing can be tried on this machine; nil where it can.
    static let obstacle = SandboxAvailability.probed(in: Environment.current()).obstacle

    init() throws { place = try VerificationPlace() }

    private static let isPossible = obstacle == nil

    /// One check, whose command says where it is.
    private func commit(_ command: String) throws -> [String: String] {
        ["run.sh": command + "\n", ".autowrk/verify.yml": "checks:\n  - name: it\n    command: sh run.sh\n"]
    }

    @Test(.enabled(if: isPossible, "no sandbox"))
    func `a check runs in one, with its report and its build folder`() throws {
        let outside = place.sandbox.path("outside")
        let commit = try place.commit(
            try commit(
                """
                echo evil >\(outside)
                echo x >built && mkdir -p "$AUTOWRK_BUILD" && echo x >"$AUTOWRK_BUILD/x" || exit 2
                echo '<testsuite><testcase name="a"/></testsuite>' >"$AUTOWRK_JUNIT" || exit 3
                ls "$AUTOWRK_ORIGIN/run.sh" || exit 4
                """))
        let verification = try place.verify(commit, demand: .required)
        #expect(verification.isPassed, "\(verification.verdict.checks)")
        #expect(verification.verdict.checks.first?.counts?.passed == 1)
        #expect(!Files.exists(outside))
    }

    @Test(.enabled(if: isPossible, "no sandbox"))
    func `what has passed in one counts without, what has failed does not`() throws {
        let good = try place.commit(try commit("true"))
        try place.verify(good, demand: .whereAvailable)
        #expect(try place.verify(good).performed.isEmpty)
        let bad = try place.commit(try commit("[ -e \(place.path)/.git/HEAD ] && [ -w \(place.path) ]"))
        #expect(try !place.verify(bad, demand: .required).isPassed)
        #expect(try !place.verify(bad, demand: .required).isPassed)
        #expect(place.seen.last == "ended it failed true")
        #expect(try place.verify(bad).isPassed)
        #expect(try !place.verify(bad, demand: .required).isPassed, "a pass without one counts only there")
    }

    @Test func `without bubblewrap a check runs as it is, which is remarked upon`() throws {
        let commit = try place.commit(try commit("true"))
        let verification = try place.verify(
            commit, environment: try place.machine(), demand: .whereAvailable)
        #expect(verification.isPassed)
        #expect(
            place.seen.contains(
                "remarked commands run without a sandbox: there is no program 'bwrap' (package 'bubblewrap')")
        )
        let error = #expect(throws: VerificationError.self) {
            try place.verify(
                try place.commit(["other": ""]), environment: try place.machine(), demand: .required)
        }
        #expect(
            error?.message
                == "a sandbox is required, and there is no program 'bwrap' (package 'bubblewrap')")
        guard case .failure(let failure)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(failure.kind == .missing)
    }

    @Test(.enabled(if: isPossible, "no sandbox"))
    func `versions of tools are asked for in one, too, as the tree may choose the program`() throws {
        let outside = place.sandbox.path("outside")
        try place.sandbox.script("mkdir -p tools")
        try place.sandbox.writePrograms(
            ["rustc": "sh ./rust-toolchain", "cargo": "echo cargo 1.0"], in: "tools")
        let environment = ["PATH": "\(place.sandbox.path("tools")):/usr/bin:/bin"]
        let commit = try place.commit([
            "rust-toolchain": "echo rustc 1.2.3; echo evil >\(outside)\n",
            ".autowrk/verify.yml": "checks:\n  - {name: it, command: \"true\", toolchain: rust}\n",
        ])
        let inside = try place.verify(commit, environment: environment, demand: .required)
        #expect(inside.verdict.checks.map(\.toolchain["rust"]) == ["1.2.3"])
        #expect(!Files.exists(outside))
        // What was learnt in one tells nothing of what is outside.
        try place.verify(commit, environment: environment)
        #expect(Files.exists(outside))
    }

    @Test(.enabled(if: isPossible, "no sandbox"))
    func `what a check in one leaves in ignored folders is not run by checks without`() throws {
        let commit = try place.commit(
            try commit("[ -e build/tool ] && exit 3; mkdir -p build && echo evil >build/tool").merging(
                [".gitignore": "build/\n"]
            ) { $1 })
        for demand: SandboxDemand in [.required, .none] {
            let verification = try place.verify(commit, change: { $0.usesKnown = false }, demand: demand)
            #expect(verification.isPassed, "\(verification.verdict.checks)")
        }
        #expect(try !place.verify(commit, change: { $0.usesKnown = false }, demand: .required).isPassed)
    }

    @Test func `a check that may not be run keeps all of them from it`() throws {
        let commit = try place.commit(try commit("true"))
        let error = #expect(throws: VerificationError.self) {
            try place.verify(commit) { $0.refusal = { $0 == "sh run.sh" ? "scripts are refused" : nil } }
        }
        #expect(error?.message == "check 'it' may not be run: scripts are refused")
        #expect(place.seen.isEmpty)
    }
}
