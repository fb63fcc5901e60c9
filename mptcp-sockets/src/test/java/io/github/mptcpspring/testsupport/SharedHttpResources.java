/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport;

import java.time.Duration;

import reactor.netty.http.HttpResources;

/**
 * The event loops and connections that Reactor Netty shares in this JVM.
 */
public final class SharedHttpResources {

	private static final Duration QUIET = Duration.ofMillis(100);

	private SharedHttpResources() {
	}

	/**
	 * End them; Reactor Netty makes them anew when they are asked for. It is not done
	 * without a quiet period: Netty's event loop looks whether it is to end, closes its
	 * channels if so, works off its tasks and looks again, and without a quiet period it
	 * is over then. Told to end in between it leaves its channels open, and the pool that
	 * closes one of these fails.
	 */
	public static void dispose() {
		HttpResources.disposeLoopsAndConnectionsLater(QUIET, Duration.ofSeconds(10)).block();
	}

}
