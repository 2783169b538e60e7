using Lectern.LocalHost.PostgreSql;
await using var s = await LocalServer.StartAsync(args[0], [], CancellationToken.None);
await SchoolDatabase.EnsureAsync(s, "lectern", default);
Console.WriteLine(s.Url("lectern_owner", "lectern"));
Console.ReadLine();
