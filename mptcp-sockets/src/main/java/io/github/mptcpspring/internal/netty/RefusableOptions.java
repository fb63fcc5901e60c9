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

package io.github.mptcpspring.internal.netty;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The socket options that an application has set for the connections of a server or
 * client and that MPTCP may refuse ({@code TCP_USER_TIMEOUT}, {@code TCP_QUICKACK}, …).
 * <p>
 * Reactor Netty would set them and log a warning with a stack trace for every connection
 * that refuses one. So they are removed from its configuration and set by this class. TCP
 * connections, which an MPTCP listener accepts too, keep them. Refused options are
 * detected by trying, not by a list.
 *
 * @param options the options and their values
 */
public record RefusableOptions(Map<ChannelOption<?>, Object> options) {

	/** No options. */
	public static final RefusableOptions NONE = new RefusableOptions(Map.of());

	/**
	 * The options that Reactor Netty sets by default, and those that are not socket
	 * options.
	 */
	private static final Set<ChannelOption<?>> NEVER_REFUSED = Set.of(ChannelOption.AUTO_READ,
			ChannelOption.TCP_NODELAY, ChannelOption.CONNECT_TIMEOUT_MILLIS, ChannelOption.SO_KEEPALIVE);

	private static final InternalLogger logger = InternalLoggerFactory.getInstance(RefusableOptions.class);

	/**
	 * Select the options that MPTCP may refuse.
	 * @param all all options of a configuration
	 * @param taken additional options that MPTCP is known to accept
	 * @return the selected options
	 */
	public static RefusableOptions among(Map<ChannelOption<?>, ?> all, ChannelOption<?>... taken) {
		Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
		all.forEach((option, value) -> {
			if (!NEVER_REFUSED.contains(option) && !List.of(taken).contains(option)) {
				options.put(option, value);
			}
		});
		return options.isEmpty() ? NONE : new RefusableOptions(options);
	}

	/**
	 * Remove the options from a configuration.
	 * @param configured the client or server
	 * @param remover removes an option
	 * @param <T> the type of the client or server
	 * @return the client or server without the options
	 */
	public <T> T removeFrom(T configured, BiFunction<T, ChannelOption<?>, T> remover) {
		T result = configured;
		for (ChannelOption<?> option : this.options.keySet()) {
			result = remover.apply(result, option);
		}
		return result;
	}

	/**
	 * Set the options on a channel like Reactor Netty, but report those that MPTCP
	 * refuses.
	 * @param channel the channel
	 * @param descriptors finds its descriptor
	 * @param refused is called for each option that MPTCP refuses
	 */
	void setOn(Channel channel, Descriptors descriptors, Consumer<Problem> refused) {
		this.options.forEach((option, value) -> {
			RuntimeException failure = trySet(channel, option, value);
			if (failure != null) {
				if (isMptcp(channel, descriptors)) {
					refused.accept(problem(option));
				}
				else {
					logger.warn("Failed to set channel option '{}' with value '{}' for channel '{}'", option, value,
							channel, failure);
				}
			}
		});
	}

	/**
	 * Determine the options that an MPTCP socket refuses.
	 * @param mptcp an MPTCP channel to try them on
	 * @param tcp a TCP channel: options that it refuses too are not counted
	 * @return the problems
	 */
	Set<Problem> findRefused(Channel mptcp, Channel tcp) {
		Set<Problem> refused = new LinkedHashSet<>();
		this.options.forEach((option, value) -> {
			if (trySet(mptcp, option, value) != null && trySet(tcp, option, value) == null) {
				refused.add(problem(option));
			}
		});
		return refused;
	}

	@SuppressWarnings("unchecked")
	private static @Nullable RuntimeException trySet(Channel channel, ChannelOption<?> option, Object value) {
		try {
			if (!channel.config().setOption((ChannelOption<Object>) option, value)) {
				logger.warn("Unknown channel option '{}' for channel '{}'", option, channel);
			}
			return null;
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private static boolean isMptcp(Channel channel, Descriptors descriptors) {
		return ChannelDescriptor.classify(channel, descriptors)
			.filter((state) -> state.protocol() != Protocol.TCP)
			.isPresent();
	}

	private static Problem problem(ChannelOption<?> option) {
		String name = option.name().substring(option.name().lastIndexOf('#') + 1);
		return Problem
			.permanent("MPTCP sockets of this kernel refuse " + name,
					"Do without " + name + ", or leave MPTCP off where you need it")
			.of(Feature.SOCKET_OPTION);
	}

}
