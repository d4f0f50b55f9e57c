import Testing

@testable import Platform

@Suite("CivilDate")
struct CivilDateTests {
    @Test("Every day of 400 years follows the one before it")
    func everyDay() {
        var expected = CivilDate(year: 1900, month: 1, day: 1)
        let first = expected.daysSince1970
        var wrong: [Int64] = []
        for day in first..<first + 146_097 {
            let agrees = CivilDate(daysSince1970: day) == expected && expected.daysSince1970 == day
            if !agrees { wrong.append(day) }
            expected = following(expected)
        }
        #expect(wrong.isEmpty)
        #expect(expected == CivilDate(year: 2300, month: 1, day: 1))
    }

    /// The calendar as it is taught, rather than as it is computed.
    private func following(_ date: CivilDate) -> CivilDate {
        let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if date.day < lengths[Int(date.month) - 1] {
            return CivilDate(year: date.year, month: date.month, day: date.day + 1)
        }
        if date.month < 12 { return CivilDate(year: date.year, month: date.month + 1, day: 1) }
        return CivilDate(year: date.year + 1, month: 1, day: 1)
    }
}
