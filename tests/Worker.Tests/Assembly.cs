using Lectern.Testing;

[assembly: AssemblyFixture(typeof(TestServer))]
