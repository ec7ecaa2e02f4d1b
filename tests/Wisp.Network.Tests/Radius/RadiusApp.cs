using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;

namespace Wisp.Network.Tests.Radius;

/// <summary>The web process with a FreeRADIUS beside it.</summary>
public sealed class RadiusApp : NetworkApp
{
    private int _addresses;

    public RadiusServer Radius { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Radius = await RadiusServer.StartAsync(Database, Wisp.Services.GetRequiredService<ISecretKeys>().Derive("network.secrets", 64));
    }

    public override async Task DisposeAsync()
    {
        await Radius.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>An access server typed into the form, at an address of its own of this machine.</summary>
    public async Task<AccessServer> AccessServerAsync(string secret = "clave-del-servidor", bool signs = false)
    {
        var address = IPAddress.Parse($"127.0.7.{Interlocked.Increment(ref _addresses)}");
        var name = Unique("Acceso");
        var saved = await Admin.SubmitAsync(
            await Admin.GetAsync("/network/servers/edit"), "form.form", ("Input.Name", name), ("Input.Address", $"{address}"), ("Input.Secret", secret), ("Input.RequireMessageAuthenticator", signs ? "true" : "false"));
        Assert.True(saved.Status == HttpStatusCode.Redirect, string.Join(" | ", saved.Texts(".error-summary")));
        return new(await Database.ValueAsync<Guid>("select id from network.server where name = $1", name), address, secret);
    }

    /// <summary>A PPPoE contract typed into the form.</summary>
    public Task<Guid> PppoeAsync(AccessServer server, string username, string password, params (string Name, string? Value)[] typed) =>
        PppoeAsync(server.Id, username, password, typed);

    private async Task<Guid> PppoeAsync(Guid server, string username, string password, (string Name, string? Value)[] typed) => await CreatedAsync(
        await ClientAsync(Unique("Abonado")),
        [("Input.ServerId", $"{server}"), ("Input.PppoeEnabled", "true"), ("Input.PppoeUsername", username), ("Input.PppoePassword", password), .. typed]);

    /// <summary>Saves the settings of RADIUS.</summary>
    public async Task<Page> PolicyAsync(params (string Name, string? Value)[] typed) =>
        await Admin.SubmitAsync(await Admin.GetAsync("/network/radius"), "form.form", typed);
}

/// <summary>Tests that ask FreeRADIUS share one.</summary>
[CollectionDefinition(Name)]
public sealed class RadiusTests : ICollectionFixture<RadiusApp>
{
    public const string Name = "radius";
}
