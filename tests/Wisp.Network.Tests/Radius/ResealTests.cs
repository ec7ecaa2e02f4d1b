using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Network.Tests.Radius;

/// <summary>Secrets from before FreeRADIUS had to open them.</summary>
public sealed class ResealTests
{
    [Fact]
    public async Task What_was_under_the_key_ring_is_encrypted_anew_when_the_worker_starts_and_nobody_is_thrown_out()
    {
        var app = new NetworkApp();
        await app.InitializeAsync();
        try
        {
            var protection = app.Wisp.Services.GetRequiredService<IDataProtectionProvider>();
            var contract = await app.CreatedAsync(
                await app.ClientAsync("De antes"), ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", "deantes"), ("Input.PppoePassword", "otra"));
            await app.Database.RunAsync(
                "update network.contract set pppoe_password = $1 where id = $2", protection.CreateProtector("Wisp.Network.ContractPassword").Protect("Clave-vieja.1"), contract);
            await app.Database.RunAsync("update network.server set secret = $1", protection.CreateProtector("Wisp.Network.ServerSecret").Protect("Compartida-vieja.1"));

            await using var worker = await WorkerProcess.StartAsync(app.Database, NetworkApp.ModulesSetting);
            await Eventually.BecomesAsync(() => app.StoredAsync<string>(contract, "pppoe_password"), stored => stored!.StartsWith("aes1:", StringComparison.Ordinal));
            await Eventually.BecomesAsync(() => app.Database.ValueAsync<string>("select secret from network.server limit 1"), stored => stored!.StartsWith("aes1:", StringComparison.Ordinal));

            var key = Convert.ToHexStringLower(app.Wisp.Services.GetRequiredService<Sdk.ISecretKeys>().Derive("network.secrets", 64));
            Assert.Equal("Clave-vieja.1", await app.Database.ValueAsync<string>(
                "select network.reveal(pppoe_password, 'contract') from network.contract, set_config('wisp.radius_key', $2, false) where id = $1", contract, key));
            Assert.Equal(0L, await app.Database.ValueAsync<long>("select count(*) from network.line"));
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
