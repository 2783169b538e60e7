using Lectern.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(TestServer))]
