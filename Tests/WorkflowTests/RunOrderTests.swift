import Testing
import Workflow

/// Which step begins when.
@Suite struct RunOrderTests {
    @Test func `steps follow one another`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b"), .script("c")))
        #expect(run.log == ["work started", "a started"])
        #expect(try run.complete("a") == ["a completed", "b started"])
        #expect(try run.complete("b") == ["b completed", "c started"])
        #expect(run.status == .running)
        #expect(try run.complete("c") == ["c completed", "completed"])
        #expect(run.status == .completed)
    }

    @Test func `steps without needs begin together`() throws {
        var run = Rehearsal([.script("a"), .script("b"), .script("c", needs: ["a", "b"])])
        #expect(run.log == ["work started", "a started", "b started"])
        #expect(try run.complete("b") == ["b completed"])
        #expect(try run.complete("a") == ["a completed", "c started"])
    }

    @Test func `both sides of a diamond are waited for`() throws {
        var run = Rehearsal([
            .script("top"), .script("left", needs: ["top"]), .script("right", needs: ["top"]),
            .script("bottom", needs: ["left", "right"]),
        ])
        #expect(try run.complete("top") == ["top completed", "left started", "right started"])
        #expect(try run.complete("right") == ["right completed"])
        #expect(try run.complete("left") == ["left completed", "bottom started"])
        #expect(try run.complete("bottom").last == "completed")
    }

    @Test func `a step may stand in the file before what it needs`() throws {
        var run = Rehearsal([.script("late", needs: ["early"]), .script("early")])
        #expect(run.log == ["work started", "early started"])
        #expect(try run.complete("early") == ["early completed", "late started"])
    }

    @Test func `fifty steps are performed one after the other`() throws {
        var steps: [StepDefinition] = []
        for number in 1...50 {
            steps.append(.script("s\(number)", needs: number == 1 ? [] : ["s\(number - 1)"]))
        }
        var run = Rehearsal(steps)
        for number in 1...49 {
            #expect(try run.complete("s\(number)") == ["s\(number) completed", "s\(number + 1) started"])
        }
        #expect(try run.complete("s50") == ["s50 completed", "completed"])
    }

    @Test func `fifty steps that need nothing begin at once`() throws {
        var run = Rehearsal((1...50).map { .script("s\($0)") })
        #expect(run.state.work.performing.count == 50)
        for number in 1...50 { try run.complete("s\(number)") }
        #expect(run.status == .completed)
    }

    @Test func `a step that has ended does not end again`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")))
        try run.complete("a")
        #expect(run.refusal(of: .completeStep("a", StepResult()))?.message == "step 'a' is not under way")
        #expect(run.refusal(of: .completeStep("x", StepResult()))?.message == "step 'x' is not under way")
        #expect(try run.tell(.advance) == [])
    }

    @Test func `a run of a group waits for its turn`() throws {
        var run = Rehearsal(.sequence(.script("a")), group: "deploy")
        #expect(run.status == .pending)
        #expect(run.log == ["work started"])
        #expect(run.state.work.performing == [])
        #expect(try run.tell(.advance) == [])
        #expect(try run.tell(.admit) == ["its turn has come"])
        #expect(try run.tell(.advance) == ["a started"])
        #expect(run.refusal(of: .admit)?.message == "the run is not pending")
    }

    @Test func `a run of a group that is retried waits for its turn again`() throws {
        var run = Rehearsal(.sequence(.script("a"), .script("b")), group: "deploy")
        try run.tell(.admit)
        try run.tell(.advance)
        try run.complete("a")
        try run.fail("b")
        #expect(run.status == .failed)
        #expect(try run.ask(.retry(step: nil)) == ["retry of b requested", "back to b by request"])
        #expect(run.status == .pending)
        try run.tell(.admit)
        #expect(try run.tell(.advance) == ["b started"])
    }
}
