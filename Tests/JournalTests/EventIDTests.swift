import Testing

@testable import Journal

@Suite struct EventIDTests {
    /// The worked example of the format's description.
    @Test func `the text holds time, counter and replica in places of their own`() throws {
        let replica = try #require(ReplicaID("g5s7jtw24s4g"))
        let id = EventID(time: 1_795_234_442_024, counter: 3, replica: replica)
        #expect(id.description == "01m7y4zas80003g5s7jtw24s4g")
        #expect(id.description.hasSuffix(replica.description))
        #expect(id.time == 1_795_234_442_024)
        #expect(id.counter == 3)
        #expect(id.replica == replica)
    }

    @Test func `ids sort as their texts do`() {
        var random = SystemRandomNumberGenerator()
        let ids = (0..<500).map { _ in
            EventID(
                time: .random(in: 0..<1 << 48, using: &random),
                counter: .random(in: 0..<1 << 20, using: &random),
                replica: ReplicaID(using: &random))
        }
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }

    @Test func `reading the text gives the id back`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let id = EventID(
                time: .random(in: 0..<1 << 48, using: &random),
                counter: .random(in: 0..<1 << 20, using: &random),
                replica: ReplicaID(using: &random))
            #expect(EventID(id.description) == id)
        }
    }

    @Test(arguments: [
        "", "01m7y4zas80003g5s7jtw24s4", "01m7y4zas80003g5s7jtw24s4gg", "01M7Y4ZAS80003G5S7JTW24S4G",
        "81m7y4zas80003g5s7jtw24s4g", "01m7y4zas8000-g5s7jtw24s4g", "01m7y4zas8000ig5s7jtw24s4g",
    ])
    func `what is no id is refused`(text: String) {
        #expect(EventID(text) == nil)
    }

    @Test(arguments: ["", "g5s7jtw24s4", "g5s7jtw24s4gg", "G5S7JTW24S4G", "g5s7jtw24s4u", "../../../../x"])
    func `what is no replica is refused`(text: String) {
        #expect(ReplicaID(text) == nil)
    }
}
