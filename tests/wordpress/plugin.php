<?php
/**
 * Runs the plugin with stand-ins of the WordPress functions that it uses. In: a scenario as JSON on
 * standard input: the post's meta, whether the page shows one post, what the content holds. Out: what
 * the plugin prints and registers, as JSON.
 */

define( 'ABSPATH', __DIR__ );
$scenario = json_decode( stream_get_contents( STDIN ), true );
$made     = array( 'meta' => array(), 'modules' => array(), 'scripts' => array(), 'blocks' => array() );
$filters  = array();
$actions  = array();

function add_action( $name, $callback ) { global $actions; $actions[ $name ] = $callback; }
function add_filter( $name, $callback, $priority = 10 ) { global $filters; $filters[ $name ] = $callback; }
function apply_filters( $name, $value ) { global $scenario; return $scenario['filters'][ $name ] ?? $value; }
function register_post_meta( $type, $key, $settings ) { global $made; $made['meta'][ $key ] = $settings; }
function wp_register_script( $name, $url, $needs, $version, $footer ) { global $made; $made['scripts'][ $name ] = $url; }
function wp_add_inline_script( $name, $script, $where ) { global $made; $made['scripts'][ "$name-$where" ] = $script; }
function register_block_type( $folder, $settings ) {
	global $made;
	$made['blocks'][] = json_decode( file_get_contents( "$folder/block.json" ), true )['name'];
	$made['render']   = $settings['render_callback'];
}
function plugins_url( $path, $file ) { return 'https://news.example/wp-content/plugins/whosaid/' . ltrim( $path, '/' ); }
function wp_json_encode( $value, $flags = 0 ) { return json_encode( $value, $flags ); }
function wp_enqueue_script( $name, $url ) { global $made; $made['modules'][ $name ] = $url; }
function get_the_ID() { return 7; }
function get_post_meta( $post, $key, $single ) { global $scenario; return $scenario['meta'][ $key ] ?? ''; }
function is_singular() { global $scenario; return $scenario['singular'] ?? true; }
function in_the_loop() { return true; }
function is_main_query() { return true; }
function has_block( $name, $post ) { global $scenario; return $scenario['block'] ?? false; }
function current_user_can( $what, $post ) { return 'edit_post' === $what && 7 === $post; }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }

require dirname( __DIR__, 2 ) . '/wordpress/whosaid/whosaid.php';

$actions['init']();
$clean = array();
foreach ( $scenario['clean'] ?? array() as $key => $values ) {
	$clean[ $key ] = array_map( $made['meta'][ $key ]['sanitize_callback'], $values );
}
$auth = $made['meta']['_whosaid_report']['auth_callback'];
echo json_encode(
	array(
		'content' => $filters['the_content']( '<p>Text</p>' ),
		'block'   => $made['render']( $scenario['attributes'] ?? array() ),
		'clean'   => $clean,
		'modules' => $made['modules'],
		'scripts' => $made['scripts'],
		'blocks'  => $made['blocks'],
		'may'     => array( $auth( false, '_whosaid_report', 7 ), $auth( true, '_whosaid_report', 8 ) ),
	)
);
