using Lectern.Browser.Tests;
using Lectern.Testing;

[assembly: AssemblyFixture(typeof(TestServer))]
[assembly: AssemblyFixture(typeof(Chromium))]
