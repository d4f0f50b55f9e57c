import Testing
import Workflow

@Suite struct RunIDTests {
    @Test func `an id is twelve characters that can be read back`() {
        let id = RunID(bits: 0x0123_4567_89AB_CDEF)
        #expect(id.description.utf8.count == 12)
        #expect(RunID(id.description) == id)
        #expect(RunID(bits: 0).description == "000000000000")
    }

    @Test(arguments: ["", "0000", "00000000000O", "00000000000u", "0000000000000"])
    func `anything else is no id`(text: String) {
        #expect(RunID(text) == nil)
    }
}
