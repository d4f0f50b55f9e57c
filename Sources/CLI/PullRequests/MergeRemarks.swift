import Domain
import Engine
import Git

/// What is told beside the fact that a pull request is merged.
struct MergeRemarks {
    let report: MergeReport

    var lines: [String] { verification + base + branch }

    private var verification: [String] {
        if report.plan == nil { return [] }
        guard let verdict = report.verdict else { return ["the merged files were not verified"] }
        return verdict.needsReview ? ["no tests were run: a person has to look at the merged files"] : []
    }

    private var base: [String] {
        let name = report.state.base
        guard let plan = report.plan else { return ["'\(name)' had all of its commits already"] }
        let moved = "'\(name)' is at \(plan.commit.hex.prefix(12)), it was at \(plan.onto.hex.prefix(12))"
        let way =
            report.folder == nil
            ? "git branch --force \(shellWord(name)) \(report.previous)"
            : "git reset --keep \(report.previous)"
        let place = report.folder.map { ", in '\($0)'" } ?? ""
        return ["\(moved); the way back\(place): \(way)"]
    }

    private var branch: [String] {
        let name = report.state.headBranch
        switch report.branch {
        case .kept: return []
        case .deleted: return ["deleted branch '\(name)', which was at \(report.state.head.commit)"]
        case .checkedOut(let folder): return ["kept branch '\(name)', which is checked out in '\(folder)'"]
        case .moved: return ["kept branch '\(name)', which has commits that were not merged"]
        }
    }
}
