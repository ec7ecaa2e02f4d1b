using Wisp.Testing;

namespace Wisp.Host.Tests;

/// <summary>What says that nothing changed looks at what every module keeps.</summary>
public sealed class StoredTests
{
    [Fact]
    public async Task A_change_of_any_modules_tables_is_seen()
    {
        await using var database = await TestDatabase.CloneAsync();
        await Furnished.MakeAsync(database);
        var before = await Stored.AsItIsAsync(database);
        Assert.Equal(before, await Stored.AsItIsAsync(database));
        foreach (var change in (string[])
            [
                "update host.role set description = 'x' where name = 'Caja'", "update zones.zone set name = name || 'x'", "update clients.client set zip_code = '1900'", "update network.plan set price = price + 1",
                "update billing.contract_item set value = value + 1", "update portal.voucher set amount = amount + 1",
            ])
        {
            Assert.True(await database.RunAsync(change) > 0, change);
            var after = await Stored.AsItIsAsync(database);
            Assert.True(after != before, change);
            before = after;
        }
    }
}
