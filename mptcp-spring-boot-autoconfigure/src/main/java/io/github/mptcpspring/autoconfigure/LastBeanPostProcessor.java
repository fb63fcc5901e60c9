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

package io.github.mptcpspring.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Base class of a {@link BeanPostProcessor} that sees each bean last, after
 * post-processors that configure it.
 */
public abstract class LastBeanPostProcessor implements BeanPostProcessor, BeanFactoryAware, Ordered {

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	@Override
	public final void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public final int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * Return whether a class of Boot defines a bean.
	 * @param beanName the name of the bean
	 * @return {@code true} if a method of Boot returns it
	 */
	protected final boolean isMadeByBoot(String beanName) {
		return BootBeans.isMadeByBoot(this.beanFactory, beanName);
	}

}
