using Wisp.Runtime.Tests.Jobs;

namespace Wisp.Runtime.Tests.Scale;

public sealed class ManyProcessesTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    [Fact]
    public async Task Two_hosts_and_two_workers_serve_one_database()
    {
        await using var one = await WorkingDatabase.StartWorkerAsync(work.Database, slots: 1);
        await using var two = await WorkingDatabase.StartWorkerAsync(work.Database, slots: 1);
        var first = WispApp.StartOn(work.Database, ("Wisp:ModulesPath", ModulesFolder.WithWork));
        var second = WispApp.StartOn(work.Database, ("Wisp:ModulesPath", ModulesFolder.WithWork));
        using var proxy = new Browser(new HttpClient(new CookieJar { InnerHandler = new InTurn(first, second) }) { BaseAddress = new Uri("http://localhost") });

        await proxy.SignInAsync(await Accounts.MakeAsync(work.Database, "*"));
        var jobs = new List<Guid>();
        for (var i = 0; i < 6; i++) jobs.Add(await work.Runtime.AskAsync(new Script(4, Milliseconds: 50)));

        foreach (var job in jobs) await work.Runtime.EndAsync(job);
        // One sign-in is good for both hosts, and both show what either worker did.
        for (var turn = 0; turn < 2; turn++)
            Assert.Equal(System.Net.HttpStatusCode.OK, (await proxy.GetAsync($"/jobs/{jobs[0]}")).Status);
        await work.Database.EachStepOnceAsync(4, jobs);
        Assert.Equal(2, await work.Database.ValueAsync<long>("select count(distinct process) from work.effect"));
    }

    /// <summary>Sends requests to the hosts in turn, as a proxy does.</summary>
    private sealed class InTurn(params WispApp[] hosts) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker[] _hosts = [.. hosts.Select(h => new HttpMessageInvoker(h.Server.CreateHandler()))];
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _hosts[_next++ % _hosts.Length].SendAsync(request, cancellationToken);
    }
}
