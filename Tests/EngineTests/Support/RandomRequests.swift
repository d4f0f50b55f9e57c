import TestSupport
import Workflow

/// A workflow of many kinds of steps, and what people may ask of its runs, as a seed chooses.
struct RandomRequests {
    private var random: SeededGenerator
    private let failing: String

    /// The ids of all steps, in the order of the file.
    static let steps = [
        "branch", "one", "say", "left", "left-point", "right", "right-say", "join", "forgiven", "fragile",
        "commit", "gate", "two", "other-branch", "flaky", "two-commit", "middle", "point", "three", "last",
        "always",
    ]
    static let commands = [
        "one", "left", "right", "join", "forgiven", "fragile", "two", "flaky", "middle", "three", "always",
    ]
    static let person = "person/ada@example.org"

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        failing =
            [
                "fail", "skip", "pause", "pause", "abort", "{retry-from: two, times: 2, then: pause}",
                "{retry-from: right, times: 1, then: fail}",
            ].randomElement(using: &random) ?? "fail"
    }

    /// - Parameter log: the file to which each command adds its step's id.
    func workflow(log: String) -> String {
        """
        steps:
          - {id: branch, uses: branch.create, with: {name: "fix-${{ run.id }}"}}
          - {id: one, run: "echo one >> \(log); echo 1 > one"}
          - {id: say, uses: message, with: {text: hello}}
          - {id: left, run: "echo left >> \(log); echo 1 > left", needs: [say]}
          - {id: left-point, uses: point, needs: [left]}
          - {id: right, run: "echo right >> \(log); echo 1 > right", needs: [say], undo: "true"}
          - {id: right-say, uses: message, with: {text: right}, needs: [right]}
          - {id: join, run: "echo join >> \(log); cat left right", needs: [left-point, right-say]}
          - {id: forgiven, run: "echo forgiven >> \(log); exit 3", continue-on-error: true}
          - {id: fragile, run: "echo fragile >> \(log)", idempotent: false}
          - {id: commit, uses: commit, with: {message: all}}
          - {id: gate, wait: approval}
          - {id: two, run: "echo two >> \(log); echo 2 > two", undo: none}
          - {id: other-branch, uses: branch.create, with: {name: "other-${{ run.id }}"}}
          - id: flaky
            run: "echo flaky >> \(log); test $(grep -c flaky \(log)) -gt 2"
            retry: {attempts: 2, delay: 0s}
            on-failure: \(failing)
          - {id: two-commit, uses: commit, with: {message: more, branch: "other-${{ run.id }}"}}
          - {id: middle, run: "echo middle >> \(log)"}
          - {id: point, uses: point}
          - {id: three, run: "echo three >> \(log); date +%N > three"}
          - {id: last, uses: commit, with: {message: last, branch: "fix-${{ run.id }}"}}
          - {id: always, run: "echo always >> \(log)", if: always()}
        """
    }

    /// Whatever a person may ask for, whether it makes sense or not.
    mutating func request() -> RunCommand {
        let step = Self.steps.randomElement(using: &random) ?? ""
        let named = chance(2) ? step : nil
        return switch Int.random(in: 0..<100, using: &random) {
        case 0..<25: .vote(step: chance(2) ? "gate" : nil, Vote(approves: !chance(6)), by: Self.person)
        case 25..<50: .retry(step: named)
        case 50..<70: .skip(step: named)
        case 70..<88: .resume
        case 88..<96: .rollback(.to(step: step))
        case 96, 97: .cancel
        case 98: chance(2) ? .rollback(.hard) : .cancel
        default: chance(4) ? .rollback(.soft) : .rollback(.to(step: step))
        }
    }

    /// What a person may say who wants a run to come to its end; any of it may be refused.
    mutating func answers(to state: RunState) -> [RunCommand] {
        let stuck = state.steps.filter { [.unknown, .failed].contains($1.status) }.keys.sorted()
        let settled = stuck.map { chance(2) ? RunCommand.retry(step: $0) : .skip(step: $0) }
        return settled + [.vote(step: nil, Vote(approves: !chance(4)), by: Self.person), .resume]
    }

    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// Whether one of so many chances has come true.
    mutating func chance(_ count: Int) -> Bool { number(in: 1...count) == 1 }
}
