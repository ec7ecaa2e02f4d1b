using System.Text.RegularExpressions;

namespace Wisp.EndToEnd.Tests.Journeys;

[Collection(SharedSite.Name)]
public sealed class FirstSignInTests(Site site)
{
    [Fact]
    public Task The_first_administrator_signs_in_with_the_one_time_password_chooses_another_and_is_home() => site.WalkAsync(async walk =>
    {
        await walk.GoAsync("/clients");
        await Expect(walk.Page).ToHaveURLAsync(new Regex("/sign-in\\?returnUrl="));
        await walk.SignIn.EnterAsync(site.FirstAdmin.Email, "no es esta");
        await Expect(walk.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("El correo y la contraseña no coinciden");
        await Expect(walk.Page.Locator("#Email")).ToHaveValueAsync(site.FirstAdmin.Email);

        await walk.SignIn.EnterAsync(site.FirstAdmin.Email, site.FirstAdmin.Password);
        // Nothing else is open until the password is one's own.
        await walk.GoAsync("/operators");
        await walk.SignIn.ChooseAsync(site.FirstAdmin.Password, "viento norte sobre el río");

        await Expect(walk.Shell.Title).ToHaveTextAsync("Hola, Admin");
        await Expect(walk.Shell.Toast).ToContainTextAsync("Cambiaste la contraseña.");
    });
}
