/// Support for the tests of several targets.
enum TestSupport {}
