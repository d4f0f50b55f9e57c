import Testing

@testable import Engine

@Suite struct CommandSlotsTests {
    @Test func `as many have a slot as there are, the others one after the other`() async {
        let slots = CommandSlots(2)
        #expect(await slots.take())
        #expect(await slots.take())
        async let third = slots.take()
        await slots.give()
        #expect(await third)
    }

    @Test func `who is cancelled while queueing leaves, and takes no slot along`() async {
        let slots = CommandSlots(1)
        #expect(await slots.take())
        let waiting = Task { await slots.take() }
        waiting.cancel()
        #expect(await waiting.value == false)
        await slots.give()
        #expect(await slots.take())
    }
}
