using System.Globalization;
using System.Text;
using Bogus;
using Wisp.Tool.Demo.Numbers;

namespace Wisp.Tool.Demo;

/// <summary>Makes people one after another; the same number of calls gives the same people. No two share a document or an e-mail.</summary>
internal sealed class MadeUpPeople(ICountryNumbers numbers)
{
    private static readonly string[] Domains = ["correo.example", "mail.example", "hogar.example", "oficina.example"];
    private static readonly string[] Trades = ["Panadería", "Ferretería", "Farmacia", "Estudio", "Autoservicio", "Taller", "Librería", "Veterinaria"];
    private static readonly string[] Forms = ["S.A.", "S.R.L.", "S.A.S.", "e Hijos"];

    private static readonly string[] Notes =
    [
        "Prefiere que lo llamen por la tarde.", "Timbre roto: golpear.", "Paga siempre en efectivo.", "Antena en la azotea; pedir la llave al encargado.",
        "Perro suelto en el fondo.", "Pidió factura \"A\".", "Instalación el sábado;\nconfirmar un día antes.", "Cliente desde 2015.",
    ];

    private readonly Faker _faker = new("es") { Random = new Randomizer(19810520) };
    private int _number;

    private Randomizer Dice => _faker.Random;

    public Person Next()
    {
        var number = _number++;
        return Dice.Int(0, 9) switch
        {
            0 => Company(number),
            < 4 => WithParts(number),
            _ => Contact(number, _faker.Name.FirstName() + " " + _faker.Name.LastName()),
        };
    }

    private Person Company(int number)
    {
        var name = $"{Dice.ArrayElement(Trades)} {_faker.Name.LastName()} {Dice.ArrayElement(Forms)}";
        return Contact(number, name) with { Kind = "legal", Document = numbers.OfFirm(number) };
    }

    private Person WithParts(int number)
    {
        var (first, second) = (_faker.Name.FirstName(), _faker.Name.FirstName());
        var (surname, mother) = (_faker.Name.LastName(), _faker.Name.LastName());
        return Contact(number, $"{first} {second} {surname} {mother}") with
        {
            Kind = "natural",
            FirstName = first,
            SecondName = second,
            FirstSurname = surname,
            SecondSurname = mother,
        };
    }

    private Person Contact(int number, string name) => new()
    {
        Kind = "other",
        Name = name,
        Document = numbers.OfPerson(number),
        Email = Dice.Int(0, 99) < 3 ? "" : $"{Plain(name)}.{number.ToString(CultureInfo.InvariantCulture)}@{Dice.ArrayElement(Domains)}",
        Phone = Dice.Int(0, 9) < 4 ? numbers.Phone(Dice) : "",
        Mobile = numbers.Mobile(Dice),
        Notes = Dice.Int(0, 9) == 0 ? Dice.ArrayElement(Notes) : "",
    };

    // The first two words of a name as the local part of an address.
    private static string Plain(string name)
    {
        var local = new StringBuilder();
        foreach (var letter in string.Join('.', name.Split(' ').Take(2)).Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(letter) || letter == '.') local.Append(char.ToLowerInvariant(letter));
        return local.ToString();
    }
}
