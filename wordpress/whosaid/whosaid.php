<?php
/**
 * Plugin Name:       whosaid
 * Description:       Shows readers who says what in an article. The report is made in the editor, before publication, and an editor can correct it.
 * Version:           0.1.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * License:           MIT OR Apache-2.0
 *
 * In: a post's report, stored with it as JSON by the editor's script. Out: for readers, the element
 * `<who-said>` with that report in it; no engine is loaded and nothing is sent anywhere.
 *
 * @package whosaid
 */

namespace Whosaid;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
/** The report, as JSON; empty where there is none. */
const REPORT = '_whosaid_report';
/** Where the list is shown in a post without the block; empty for not at all. */
const PLACE  = '_whosaid_place';
const PLACES = array( 'under', 'beside', 'drawer' );

add_action( 'init', __NAMESPACE__ . '\register' );
add_filter( 'the_content', __NAMESPACE__ . '\append', 20 );

/** Registers what is stored with posts, the block, and the editor's script. */
function register() {
	$meta = array(
		'type'          => 'string',
		'single'        => true,
		'default'       => '',
		'show_in_rest'  => true,
		'auth_callback' => __NAMESPACE__ . '\may_edit',
	);
	register_post_meta( '', REPORT, $meta + array( 'sanitize_callback' => __NAMESPACE__ . '\clean_report' ) );
	register_post_meta( '', PLACE, $meta + array( 'sanitize_callback' => __NAMESPACE__ . '\clean_place' ) );

	$needs = array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-core-data', 'wp-data', 'wp-editor', 'wp-element', 'wp-i18n', 'wp-plugins' );
	wp_register_script( 'whosaid-editor', plugins_url( 'editor.js', __FILE__ ), $needs, VERSION, true );
	wp_add_inline_script( 'whosaid-editor', 'window.whosaidPlugin = ' . wp_json_encode( plugins_url( '/', __FILE__ ) ) . ';', 'before' );
	register_block_type( __DIR__, array( 'render_callback' => __NAMESPACE__ . '\render_block' ) );
}

/** Who may edit a post may store its report. */
function may_edit( $allowed, $key, $post ) {
	return current_user_can( 'edit_post', $post );
}

/** A report, or nothing. */
function clean_report( $value ) {
	$report = is_string( $value ) ? json_decode( $value ) : null;
	$is_one = is_object( $report ) && isset( $report->claims, $report->sources ) && is_array( $report->claims ) && is_array( $report->sources );
	return $is_one ? $value : '';
}

/** One of the places, or nothing. */
function clean_place( $value ) {
	return in_array( $value, PLACES, true ) ? $value : '';
}

/** The block, where an author put it. */
function render_block( $attributes, $content = '', $block = null ) {
	$post = isset( $block->context['postId'] ) ? $block->context['postId'] : get_the_ID();
	return element( $post, clean_place( isset( $attributes['place'] ) ? $attributes['place'] : '' ) );
}

/** A post whose setting asks for it, and that has no block. */
function append( $content ) {
	$post  = get_the_ID();
	$place = clean_place( get_post_meta( $post, PLACE, true ) );
	if ( '' === $place || ! in_the_loop() || ! is_main_query() || has_block( 'whosaid/who-said', $post ) ) {
		return $content;
	}
	return $content . element( $post, $place );
}

/** The element with the post's report; nothing in lists of posts and where there is no report. */
function element( $post, $place ) {
	$report = json_decode( clean_report( get_post_meta( $post, REPORT, true ) ) );
	if ( null === $report || ! is_singular() ) {
		return '';
	}
	wp_enqueue_script( 'whosaid', plugins_url( 'assets/embed/loader.js', __FILE__ ), array(), VERSION, array( 'strategy' => 'async' ) );
	// Nothing in the report can end the script element that it stands in.
	$json = wp_json_encode( $report, JSON_HEX_TAG | JSON_HEX_AMP );
	/** Filters the selector of the article's text, for themes that name it otherwise. */
	$article = apply_filters( 'whosaid_article', '.entry-content', $post );
	return sprintf(
		'<who-said for="%s" place="%s"><script type="application/json">%s</script></who-said>',
		esc_attr( $article ),
		esc_attr( '' === $place ? 'under' : $place ),
		$json
	);
}
