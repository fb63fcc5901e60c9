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

package io.github.mptcpspring.autoconfigure.r2dbc;

import java.util.stream.Stream;

import io.github.mptcpspring.autoconfigure.FieldValues;
import io.github.mptcpspring.reactor.MptcpLoopResources;
import io.r2dbc.spi.ConnectionFactory;
import reactor.netty.resources.LoopResources;

import org.springframework.util.ReflectionUtils;

/**
 * Inspects the event loops of a driver, which the drivers on Reactor Netty have in a
 * field of their configuration.
 */
final class EventLoopsOfDriver {

	private EventLoopsOfDriver() {
	}

	/**
	 * Return whether a driver takes event loops.
	 * @param driver the driver
	 * @return {@code true} if it or its configuration has a field for them
	 */
	static boolean canHave(ConnectionFactory driver) {
		return holders(driver)
			.anyMatch((holder) -> ReflectionUtils.findField(holder.getClass(), null, LoopResources.class) != null);
	}

	/**
	 * Return whether a driver has event loops whose channels connect with MPTCP.
	 * @param driver the driver
	 * @return {@code true} if it was given such event loops
	 */
	static boolean arePrepared(ConnectionFactory driver) {
		return holders(driver).flatMap((holder) -> FieldValues.of(holder, LoopResources.class).stream())
			.anyMatch(MptcpLoopResources::isApplied);
	}

	private static Stream<Object> holders(ConnectionFactory driver) {
		return Stream.concat(Stream.of(driver), FieldValues.of(driver).stream());
	}

}
