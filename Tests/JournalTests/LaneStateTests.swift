import Git
import Testing

@testable import Journal

@Suite struct LaneStateTests {
    private let replica = ReplicaID(bits: 42)

    @Test(arguments: [true, false])
    func `is read back as it was written`(isUpdating: Bool) throws {
        var state = LaneState(replica: replica, tip: .emptyTree)
        state.clock.observe(EventID(time: 1_800_000_000_000, counter: 5, replica: ReplicaID(bits: 1)))
        state.format = FormatVersions(read: 1, write: 2)
        (state.loose, state.settled, state.isUpdating) = (17, .max, isUpdating)
        #expect(LaneState(text: Array(state.text.utf8)) == state)
    }

    @Test func `a lane without commits has no tip`() {
        let state = LaneState(replica: replica, tip: nil)
        #expect(LaneState(text: Array(state.text.utf8)) == state)
    }

    @Test(arguments: ["", "1", "2 x", "1 00000000001a - x 1 1 0 idle\n", "\0\0\0\0"])
    func `anything else is no state, and is found out anew`(text: String) {
        #expect(LaneState(text: Array(text.utf8)) == nil)
    }
}
