using Wisp.Runtime.Tests.Audit;

namespace Wisp.Runtime.Tests.Storage;

public sealed class SettingTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    private readonly ISettings _settings = work.Runtime.Get<ISettings>();

    private sealed record Tariff(string Name, decimal Price);

    [Fact]
    public async Task A_setting_comes_back_in_this_and_in_other_processes()
    {
        Assert.Null(await _settings.GetAsync<Tariff>("test.tariff"));

        await _settings.SetAsync("test.tariff", new Tariff("Ñandú", 10.50m));

        Assert.Equal(new Tariff("Ñandú", 10.50m), await _settings.GetAsync<Tariff>("test.tariff"));
        await using var other = RuntimeProcess.Start(work.Database);
        Assert.Equal(new Tariff("Ñandú", 10.50m), await other.Get<ISettings>().GetAsync<Tariff>("test.tariff"));
    }

    [Fact]
    public async Task A_setting_can_be_cleared()
    {
        await _settings.SetAsync("test.cleared", 5);
        await _settings.SetAsync<int?>("test.cleared", null);

        Assert.Null(await _settings.GetAsync<int?>("test.cleared"));
    }

    [Fact]
    [Trait("rule", "AUD-01")]
    public async Task A_changed_setting_is_audited_and_an_unchanged_one_is_not()
    {
        using (work.Runtime.Actors.Begin(new Actor(null, "Ana", "form")))
        {
            await _settings.SetAsync("test.audited", "one");
            await _settings.SetAsync("test.audited", "one");
            await _settings.SetAsync("test.audited", "two");
        }

        var id = await work.Database.ValueAsync<Guid>("select id from host.setting where key = 'test.audited'");
        var lines = await work.Database.AuditAsync("host.setting", id);
        Assert.Equal(
            [("Ana", "-", "key=test.audited, value=\"one\""), ("Ana", "value=\"one\"", "value=\"two\"")],
            lines.Select(l => (l.Actor, l.Old, l.New)));
    }
}
