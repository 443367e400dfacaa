# SPDX-License-Identifier: MIT
# As much of nixpkgs' lib as the package and the modules use, so that they can be evaluated where
# there is no nixpkgs: options with defaults and types, mkIf, mkDefault, imports, unknown options.
let
  inherit (builtins)
    all
    attrNames
    attrValues
    concatLists
    concatMap
    elem
    filter
    foldl'
    head
    isAttrs
    isBool
    isFunction
    isInt
    isList
    isPath
    isString
    length
    listToAttrs
    map
    mapAttrs
    match
    replaceStrings
    ;

  is = tag: v: isAttrs v && (v._type or null) == tag;
  isDerivation = v: isAttrs v && (v.type or null) == "derivation";

  # A type: what it is called, what belongs to it, and how several definitions become one.
  typeOf = name: check: merge: { inherit name check merge; };
  single = name: check: typeOf name check (path: definitions:
    if all (d: d == head definitions) definitions then
      head definitions
    else
      throw "The option `${path}' has conflicting definitions");

  merged = type: path: definitions: mapAttrs (name: values: resolve type "${path}.${name}" values) (
    lib.filterAttrs (_: values: values != [ ]) (
      builtins.zipAttrsWith (_: concatMap unfold) definitions
    )
  );

  anything = typeOf "anything" (_: true) (path: definitions:
    if all (d: isAttrs d && !isDerivation d) definitions then
      merged anything path definitions
    else if all isList definitions then
      concatLists definitions
    else
      (single "anything" (_: true)).merge path definitions);

  types = rec {
    inherit anything;
    bool = single "boolean" isBool;
    int = single "signed integer" isInt;
    str = single "string" isString;
    path = single "absolute path" (v: isPath v || (isString v && match "/.*" v != null));
    package = single "package" isDerivation;
    ints.between = low: high:
      single "integer between ${toString low} and ${toString high}" (v: isInt v && v >= low && v <= high);
    enum = values: single "one of ${toString values}" (v: elem v values);
    nullOr = type: typeOf "null or ${type.name}" (v: v == null || type.check v) (path: definitions:
      if all isNull definitions then null else type.merge path definitions);
    listOf = type: typeOf "list of ${type.name}" (v: isList v && all type.check v) (_: concatLists);
    attrsOf = type: typeOf "attribute set of ${type.name}" isAttrs (merged type);
    either = one: two: typeOf "${one.name} or ${two.name}" (v: one.check v || two.check v) (
      path: definitions: (if all one.check definitions then one else two).merge path definitions);
    oneOf = list: foldl' either (head list) (builtins.tail list);
  };

  # The definitions that count: of those whose mkIf holds, the ones of the strongest priority.
  unfold = v: if is "if" v then (if v.condition then unfold v.content else [ ]) else [ v ];
  priority = v: if is "override" v then v.priority else 100;
  resolve = type: path: values:
    let
      definitions = concatMap unfold values;
      strongest = foldl' (a: v: if priority v < a then priority v else a) 9999 definitions;
      kept = map (v: if is "override" v then v.content else v) (
        filter (v: priority v == strongest) definitions
      );
      wrong = filter (v: !(type.check v)) kept;
    in
    if wrong != [ ] then
      throw "A definition for option `${path}' is not of type `${type.name}'"
    else
      type.merge path kept;

  # mkIf around several options is mkIf around each.
  spread = v:
    if is "if" v then
      map (mapAttrs (_: content: { _type = "if"; inherit (v) condition; inherit content; })) (spread v.content)
    else
      [ v ];

  # The values of OPTIONS below PATH, from DEFINITIONS.
  valuesOf = path: options: definitions:
    let
      plain = concatMap spread definitions;
      unknown = filter (name: !(options ? ${name})) (concatMap attrNames plain);
      at = name: concatMap (d: if d ? ${name} then [ d.${name} ] else [ ]) plain;
      valueOf = name: option:
        let
          here = if path == "" then name else "${path}.${name}";
          given = concatMap unfold (at name);
        in
        if !(is "option" option) then
          valuesOf here option (at name)
        else if given != [ ] then
          resolve (option.type or anything) here given
        else
          option.default or (throw "The option `${here}' is used but not defined");
    in
    if unknown != [ ] then
      throw "The option `${path}.${head unknown}' does not exist"
    else
      mapAttrs valueOf options;

  union = one: two: mapAttrs (name: v:
    if one ? ${name} && two ? ${name} && !(is "option" v) then union one.${name} two.${name} else v) (one // two);

  # A module sees the arguments it names, as functions of nixpkgs do.
  argumentsOf = module: given: builtins.intersectAttrs (builtins.functionArgs module) given;

  evalModules = { modules, specialArgs ? { } }:
    let
      given = specialArgs // { inherit lib config; };
      load = module:
        let
          v = if isPath module then import module else module;
          set = if isFunction v then v (argumentsOf v given) else v;
          full = if set ? options || set ? config || set ? imports then set else { config = set; };
        in
        concatMap load (full.imports or [ ]) ++ [ full ];
      loaded = concatMap load modules;
      options = foldl' union { } (map (m: m.options or { }) loaded);
      config = valuesOf "" options (map (m: m.config or { }) loaded);
    in
    { inherit config options; };

  option = v: v // { _type = "option"; };

  lib = builtins // {
    inherit types evalModules;
    mkOption = option;
    mkEnableOption = what: option { type = types.bool; default = false; description = "Whether to enable ${what}."; };
    mkPackageOption = pkgs: name: _: option { type = types.package; default = pkgs.${name}; };
    mkIf = condition: content: { _type = "if"; inherit condition content; };
    mkDefault = content: { _type = "override"; priority = 1000; inherit content; };

    optional = condition: v: if condition then [ v ] else [ ];
    optionals = condition: list: if condition then list else [ ];
    allUnique = list: all (v: length (filter (w: w == v) list) == 1) list;
    genAttrs = names: make: listToAttrs (map (name: { inherit name; value = make name; }) names);
    filterAttrs = keep: set: removeAttrs set (filter (name: !(keep name set.${name})) (attrNames set));
    mapAttrsToList = f: set: attrValues (mapAttrs f set);
    recursiveUpdate = one: two: one // mapAttrs (name: v:
      if isAttrs v && isAttrs (one.${name} or null) then lib.recursiveUpdate one.${name} v else v) two;

    concatStrings = lib.concatStringsSep "";
    concatMapStringsSep = separator: f: list: lib.concatStringsSep separator (map f list);
    splitString = separator: text: filter isString (builtins.split (lib.escapeRegex separator) text);
    escapeRegex = replaceStrings [ "." "+" "*" "|" ] [ "\\." "\\+" "\\*" "\\|" ];
    hasInfix = part: text: replaceStrings [ part ] [ "" ] text != text;
    boolToString = v: if v then "true" else "false";
    versionAtLeast = one: two: builtins.compareVersions one two >= 0;
    makeBinPath = lib.concatMapStringsSep ":" (package: "${package}/bin");

    cleanSource = source: source;
    systems.elaborate = system: { inherit system; };
    platforms.linux = [ "x86_64-linux" "aarch64-linux" ];
    licenses = { mit = "MIT"; gpl2Only = "GPL-2.0-only"; };
    hm.assertions.assertPlatform = what: pkgs: platforms: {
      assertion = elem pkgs.stdenv.hostPlatform.system platforms;
      message = "${what} does not run on ${pkgs.stdenv.hostPlatform.system}";
    };
  };
in
lib
