using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Zones;
using Wisp.Sdk;

namespace Wisp.Zones.Tests;

/// <summary>Places made by name for whoever brings data, on a transaction of theirs.</summary>
public sealed class EnsurePlacesTests(ZonesApp app) : IClassFixture<ZonesApp>
{
    [Fact]
    public async Task Names_in_any_spelling_are_one_place_and_asking_again_makes_nothing()
    {
        var names = new[]
        {
            PlaceName.Zone("Ñandú"), PlaceName.Zone("ñandu"), PlaceName.Zone(" ÑANDÚ "), PlaceName.Zone("Nandu\u0301"),
            PlaceName.City("Salto", "Salto"), PlaceName.City("SALTO", "sálto"), PlaceName.City("Salto"),
            PlaceName.Neighborhood("Centro", "Salto", "Salto"), PlaceName.Neighborhood("centro", "salto"), PlaceName.Neighborhood("Centro", "Artigas"),
        };

        var ids = await EnsureAsync(names);

        Assert.All(names, n => Assert.True(ids.ContainsKey(n)));
        Assert.Single(names[..4].Select(n => ids[n]).Distinct());
        Assert.Single(names[4..7].Select(n => ids[n]).Distinct());
        Assert.Equal(ids[names[7]], ids[names[8]]);
        Assert.NotEqual(ids[names[7]], ids[names[9]]);
        Assert.Equal("1 1 2 2", await CountsAsync());

        Assert.Equal(ids, await EnsureAsync(names));
        Assert.Equal("1 1 2 2", await CountsAsync());
    }

    [Fact]
    public async Task What_was_made_goes_back_with_the_callers_transaction()
    {
        await using var scope = app.Wisp.Services.CreateAsyncScope();
        var name = PlaceName.Zone(ZonesApp.Unique("Vuelve"));
        await using (var transaction = await BeginAsync(scope)) await PlacesOf(scope).EnsureAsync(transaction, [name]);

        Assert.Equal(0, await app.Database.ValueAsync<long>("select count(*) from zones.zone where name = $1", name.Name));
    }

    [Fact]
    public async Task An_archived_place_is_not_used_but_made_anew()
    {
        var name = PlaceName.Zone(ZonesApp.Unique("Archivada"));
        var old = (await EnsureAsync(name))[name];
        await app.Database.RunAsync("update zones.zone set archived_at = now() where id = $1", old);

        Assert.NotEqual(old, (await EnsureAsync(name))[name]);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task What_is_no_name_is_refused(string? name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => EnsureAsync(PlaceName.Zone(name ?? new string('x', 101))));

    [Fact]
    public async Task Many_at_the_same_moment_make_each_place_once_and_lock_nobody_out()
    {
        for (var round = 0; round < (Wisp.Testing.Places.Deep ? 20 : 4); round++)
        {
            var tag = ZonesApp.Unique("Par");
            var names = Enumerable.Range(0, 60).Select(i => PlaceName.Neighborhood($"{tag} b{i}", $"{tag} c{i % 7}", $"{tag} s{i % 3}")).ToArray();
            var random = new Random(round);

            var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => EnsureAsync([.. names.OrderBy(_ => random.Next())])));

            Assert.All(all, ids => Assert.Equal(all[0].Values.Order(), ids.Values.Order()));
            Assert.All(names, n => Assert.Single(all.Select(ids => ids[n]).Distinct()));
            Assert.Equal(60, await app.Database.ValueAsync<long>("select count(*) from zones.neighborhood where name like $1 || ' %'", tag));
            Assert.Equal(21, await app.Database.ValueAsync<long>("select count(*) from zones.city where name like $1 || ' %'", tag));
            Assert.Equal(3, await app.Database.ValueAsync<long>("select count(*) from zones.state where name like $1 || ' %'", tag));
        }
    }

    private async Task<IReadOnlyDictionary<PlaceName, Guid>> EnsureAsync(params PlaceName[] names)
    {
        await using var scope = app.Wisp.Services.CreateAsyncScope();
        await using var transaction = await BeginAsync(scope);
        var ids = await PlacesOf(scope).EnsureAsync(transaction, names);
        await transaction.CommitAsync();
        return ids;
    }

    private static IPlaces PlacesOf(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IPlaces>();

    private static Task<IWispTransaction> BeginAsync(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<IWispTransactions>().BeginAsync();

    private Task<string?> CountsAsync() => app.Database.ValueAsync<string>(
        """
        select concat_ws(' ', (select count(*) from zones.zone where ext.fold(name) = 'nandu'), (select count(*) from zones.state where name = 'Salto'),
          (select count(*) from zones.city where name in ('Salto', 'Artigas')), (select count(*) from zones.neighborhood where name = 'Centro'))
        """);
}
