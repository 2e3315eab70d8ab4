/** Style sheets that the bundler hands to code as text. */
declare module "*.css" { const text: string; export default text; }
